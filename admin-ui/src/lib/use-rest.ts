import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';

/** How many pages are read without being asked for one by one. */
const MOST_PAGES = 25;

/** Reads page after page of a list while that is wanted, until there is no other, one fails, or many are there. */
export function useRest({ data, hasNextPage, isFetching, isError, fetchNextPage }: UseInfiniteQueryResult<InfiniteData<unknown>>, wanted: boolean): void {
  useEffect(() => {
    if (wanted && hasNextPage && !isFetching && !isError && (data?.pages.length ?? 0) < MOST_PAGES) {
      void fetchNextPage();
    }
    // An answer may come so quickly that nobody is told of its being fetched.
  }, [data, wanted, hasNextPage, isFetching, isError, fetchNextPage]);
}
