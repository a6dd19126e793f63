import { queryOptions } from '@tanstack/react-query';
import { http } from '@/lib/http';
import { Policy, policyPath } from './policy';

export const policyQuery = (id: string) =>
  queryOptions({
    queryKey: ['policies', id],
    queryFn: ({ signal }) => http.get(policyPath(id), Policy, { signal }),
  });
