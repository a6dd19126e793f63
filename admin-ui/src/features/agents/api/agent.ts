import { z } from 'zod';

/** An agent as the control plane tells it. Words of lists that may grow stay text. */
export const Agent = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  agent_type: z.string(),
  runtime: z.string().nullish(),
  provider: z.string().nullish(),
  owner: z.string().nullish(),
  description: z.string().nullish(),
  risk: z.string().nullish(),
  policy_status: z.string().nullish(),
  runtime_state: z.string(),
  state_reason: z.string().nullish(),
  code_sha256: z.string().nullish(),
  revision: z.number().nullish(),
  created_at: z.string().nullish(),
  updated_at: z.string().nullish(),
  last_seen_at: z.string().nullish(),
  warnings: z.array(z.string()).nullish(),
});
export type Agent = z.infer<typeof Agent>;

export const agentTypes = ['custom', 'langchain', 'llamaindex', 'autogpt', 'openai_assistant', 'langchain4j'];
export const runtimeStates = ['running', 'starting', 'stopped', 'crashed', 'quarantined'];
export const risks = ['low', 'medium', 'high', 'critical'];
export const policyStatuses = ['none', 'partial', 'full'];

export const agentPath = (id: string, rest = '') => `/api/spm/agents/${encodeURIComponent(id)}${rest}`;
