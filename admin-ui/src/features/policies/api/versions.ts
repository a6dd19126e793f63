import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { http } from '@/lib/http';
import { Policy, policyPath } from './policy';

export const Version = z.object({
  version: z.number(),
  rego: z.string(),
  params: z.record(z.string(), z.unknown()).nullish(),
  created_at: z.string().nullish(),
  created_by: z.string().nullish(),
});
export type Version = z.infer<typeof Version>;

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['policies', id, 'versions'],
    queryFn: async ({ signal }) => (await http.page(policyPath(id, '/versions'), Version, { signal })).rows,
  });

/** Makes an earlier version the newest again. */
export const restoreVersion = (id: string, version: number) => http.post(policyPath(id, '/restore'), Policy, { body: { version } });

export const promotePolicy = (id: string, mode: string) => http.post(policyPath(id, '/promote'), Policy, { body: { mode } });
