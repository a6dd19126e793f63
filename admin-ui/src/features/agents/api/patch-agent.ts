import { http } from '@/lib/http';
import { Agent, agentPath } from './agent';

export type AgentPatch = Partial<Pick<Agent, 'owner' | 'description' | 'risk' | 'policy_status'>>;

export const patchAgent = (id: string, patch: AgentPatch) => http.patch(agentPath(id), Agent, { body: patch });
