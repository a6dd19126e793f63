import { z } from 'zod';

export const Policy = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string().nullish(),
  mode: z.string(),
  version: z.number(),
  rego: z.string(),
  params: z.record(z.string(), z.unknown()).nullish(),
  /** Its tests; absent where the server knows none. */
  tests: z.string().nullish(),
  owner: z.string().nullish(),
  attached_agents: z.union([z.number(), z.array(z.unknown()).transform((agents) => agents.length)]).nullish(),
  created_at: z.string().nullish(),
  updated_at: z.string().nullish(),
});
export type Policy = z.infer<typeof Policy>;

export const modes = ['enforced', 'monitor', 'draft', 'deprecated'];

export const policyPath = (id: string, rest = '') => `/api/spm/policies/${encodeURIComponent(id)}${rest}`;
