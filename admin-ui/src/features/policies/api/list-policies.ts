import { infiniteQueryOptions } from '@tanstack/react-query';
import { http } from '@/lib/http';
import { Policy } from './policy';

export const policiesQuery = infiniteQueryOptions({
  queryKey: ['policies', 'list'],
  queryFn: ({ signal, pageParam }) => http.page(pageParam, Policy, { signal }),
  initialPageParam: '/api/spm/policies?limit=200',
  getNextPageParam: (page) => page.next,
});
