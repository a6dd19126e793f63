import { http } from '@/lib/http';
import { agentPath } from './agent';

export const deleteAgent = (id: string) => http.act('DELETE', agentPath(id));
