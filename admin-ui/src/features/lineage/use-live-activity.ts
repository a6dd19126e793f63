import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { listen, type FeedState } from '@/lib/feed';
import { http } from '@/lib/http';
import { activityPath, activityQuery, ActivityRow, newestActivityQuery, streamPath } from './api/activity';

/** How many rows are kept that came while one looked, unless one reads further down. */
const MOST_HEARD = 2000;
/** How many of them stay when the list begins anew: more than come while it is read. */
const STILL_HEARD = 500;
/**
 * When the list is looked at again after the feed has begun, in milliseconds. The table is behind the feed: what the feed had told
 * before one listened, and the table did not have yet, is in neither.
 */
const BEHIND_MS = [1_000, 5_000, 20_000];

/** Rows of both lists, each once, newest first. */
export function joined(fresh: ActivityRow[], listed: ActivityRow[]): ActivityRow[] {
  const rows = new Map([...fresh, ...listed].map((row) => [row.id, row]));
  return [...rows.values()].sort((one, other) => descending(one.ts ?? '', other.ts ?? '') || descending(one.id, other.id));
}

const descending = (one: string, other: string) => (one < other ? 1 : one > other ? -1 : 0);

/**
 * What an agent did, as it happens: the feed tells what is new, the list what was before. While the feed can't be had,
 * the newest page of the list is asked for each second instead.
 *
 * @param scroller what the rows are scrolled in: while one looks at its top, no more rows are kept than one would look at
 */
export function useLiveActivity(agentId: string, kind: string, scroller: HTMLElement | null) {
  const client = useQueryClient();
  const subject = `${agentId} ${kind}`;
  const [heard, setHeard] = useState<{ subject: string; rows: ActivityRow[] }>({ subject, rows: [] });
  const [feed, setFeed] = useState<FeedState>('connecting');
  const beginning = useRef(false);
  const options = activityQuery(agentId, kind);
  const query = useInfiniteQuery(options);
  const newest = useQuery({ ...newestActivityQuery(agentId, kind), enabled: feed !== 'live' && query.isSuccess });
  const [polled, setPolled] = useState(newest.data);

  const withHeard = (rows: ActivityRow[]) => (now: typeof heard) => ({ subject, rows: joined(rows, now.subject === subject ? now.rows : []) });
  if (newest.data !== polled) {
    setPolled(newest.data);
    setHeard(withHeard(newest.data));
  }

  /** Leaves of the list its first page, as it is now, and of what was heard the newest: no row between them is missing. */
  async function beginAnew() {
    client.setQueryData(options.queryKey, (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) });
    const { isSuccess } = await query.refetch();
    if (isSuccess) {
      setHeard((now) => ({ ...now, rows: now.rows.slice(0, STILL_HEARD) }));
    }
  }

  const hear = useEffectEvent((row: ActivityRow) => {
    setHeard(withHeard([row]));
    if (heard.rows.length >= MOST_HEARD && (scroller?.scrollTop ?? 0) <= 0 && !beginning.current) {
      beginning.current = true;
      void beginAnew().finally(() => (beginning.current = false));
    }
  });

  const findAmong = useEffectEvent((rows: ActivityRow[]) => setHeard(withHeard(rows)));

  useEffect(() => {
    const left = new AbortController();
    let looks: ReturnType<typeof setTimeout>[] = [];

    async function look() {
      try {
        const { rows } = await http.page(activityPath(agentId, kind), ActivityRow, { signal: left.signal });
        findAmong(rows);
      } catch {
        // The feed goes on; whether the list can be had is told where it is asked for.
      }
    }

    const stop = listen(streamPath(agentId, kind), {
      onState: (state) => {
        setFeed(state);
        looks.forEach(clearTimeout);
        if (state === 'live') {
          // What happened between the list's last answer and the feed's beginning is in neither.
          void client.invalidateQueries({ queryKey: activityQuery(agentId, kind).queryKey, exact: true });
          looks = BEHIND_MS.map((wait) => setTimeout(() => void look(), wait));
        }
      },
      onRow: (data) => {
        const row = rowOf(data);
        if (row) {
          hear(row);
        }
      },
    });
    return () => {
      stop();
      looks.forEach(clearTimeout);
      left.abort();
    };
  }, [agentId, kind, client]);

  const rows = useMemo(
    () => joined(heard.subject === subject ? heard.rows : [], query.data?.pages.flatMap((page) => page.rows) ?? []),
    [heard, subject, query.data],
  );
  return { query, feed, stale: query.data !== undefined && (query.isError || newest.isError), rows };
}

function rowOf(data: string): ActivityRow | null {
  try {
    const row = ActivityRow.safeParse(JSON.parse(data));
    return row.success ? row.data : null;
  } catch {
    return null;
  }
}
