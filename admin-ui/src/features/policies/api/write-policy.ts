import { http } from '@/lib/http';
import { Policy, policyPath } from './policy';

export interface NewPolicy {
  id?: string;
  name: string;
  rego: string;
  mode: string;
}

export const createPolicy = (wanted: NewPolicy) => http.post('/api/spm/policies', Policy, { body: wanted });

/** Writes a new version. */
export const putPolicy = (id: string, wanted: { name: string; rego: string; mode: string; tests?: string }) =>
  http.put(policyPath(id), Policy, { body: wanted });

export const deletePolicy = (id: string) => http.act('DELETE', policyPath(id));
