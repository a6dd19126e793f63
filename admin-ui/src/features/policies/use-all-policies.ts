import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { policiesQuery } from './api/list-policies';

/** Every policy of the tenant, page after page. */
export function useAllPolicies() {
  const every = useInfiniteQuery(policiesQuery);
  const { hasNextPage, fetchNextPage, isFetching } = every;

  useEffect(() => {
    if (hasNextPage && !isFetching) {
      void fetchNextPage();
    }
  }, [hasNextPage, isFetching, fetchNextPage]);

  return { policies: every.data?.pages.flatMap((page) => page.rows) ?? [], error: every.error, isPending: every.isPending };
}
