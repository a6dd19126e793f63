import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { http, withQuery } from '@/lib/http';
import { Approval } from './approval';

/** The calls in a state, or all of them, newest first; looked at often, because people wait for them. */
export const approvalsQuery = (state: string) =>
  infiniteQueryOptions({
    queryKey: ['approvals', state],
    queryFn: ({ signal, pageParam }) => http.page(pageParam, Approval, { signal }),
    initialPageParam: withQuery('/api/spm/approvals', { limit: 100, state }),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval: 3000,
  });
