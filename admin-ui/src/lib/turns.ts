import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import type { Page } from './http';

/** How many pages are read at each look beside the first. */
const AT_ONCE = 2;

/**
 * The page at this address as a list has it, where it isn't that page's turn to be read again; null where it is.
 *
 * A list that is looked at every few seconds reads its first page and the next two in turn, so that a look costs the
 * same however much was loaded, and what changed further down is seen some looks later. Once a page ends elsewhere than
 * before, all that follows begins elsewhere and is read anew; so is everything after the list was invalidated or a look
 * failed.
 */
export function restingPage<T>(client: QueryClient, list: QueryKey, address: string): Page<T> | null {
  const state = client.getQueryState<InfiniteData<Page<T>, string>>(list);
  const at = state?.data?.pageParams.indexOf(address) ?? -1;
  if (!state?.data || state.isInvalidated || at < 1) {
    return null;
  }
  const others = state.data.pages.length - 1;
  const next = (state.dataUpdateCount * AT_ONCE) % others;
  const away = (at - 1 - next + others) % others;
  return away < AT_ONCE ? null : (state.data.pages[at] ?? null);
}
