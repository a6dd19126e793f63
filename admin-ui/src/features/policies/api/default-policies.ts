import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { http } from '@/lib/http';

export const Defaults = z.object({ policy_ids: z.array(z.string()) });

/** The policies that each agent is put under at its registration. */
export const defaultPoliciesQuery = queryOptions({
  queryKey: ['policies', 'defaults'],
  queryFn: ({ signal }) => http.get('/api/spm/default-policies', Defaults, { signal }),
});

export const putDefaultPolicies = (ids: string[]) => http.put('/api/spm/default-policies', Defaults, { body: { policy_ids: ids } });
