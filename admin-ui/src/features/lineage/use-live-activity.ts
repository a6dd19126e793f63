import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { listen, type FeedState } from '@/lib/feed';
import { activityQuery, ActivityRow, streamPath } from './api/activity';

const MOST_FRESH = 1000;

/** Rows of both lists, each once, newest first. */
export function joined(fresh: ActivityRow[], listed: ActivityRow[]): ActivityRow[] {
  const rows = new Map([...fresh, ...listed].map((row) => [row.id, row]));
  return [...rows.values()].sort((one, other) => (other.ts ?? '').localeCompare(one.ts ?? '') || other.id.localeCompare(one.id));
}

/**
 * What an agent did, as it happens: the feed tells what is new, the list what was before. While the feed can't be had,
 * the list is asked each second instead.
 */
export function useLiveActivity(agentId: string, kind: string) {
  const client = useQueryClient();
  const subject = `${agentId} ${kind}`;
  const [heard, setHeard] = useState<{ subject: string; rows: ActivityRow[] }>({ subject, rows: [] });
  const [feed, setFeed] = useState<FeedState>('connecting');
  const options = activityQuery(agentId, kind);
  const [listKey] = options.queryKey.slice(-1);
  const query = useInfiniteQuery({
    ...options,
    refetchInterval: ({ state }) => (feed === 'live' || (state.data?.pages.length ?? 1) > 1 ? false : 1000),
  });

  useEffect(
    () =>
      listen(streamPath(agentId, kind), {
        onState: (state) => {
          setFeed(state);
          // What happened between the list's last answer and the feed's beginning is in neither.
          if (state === 'live') {
            void client.invalidateQueries({ queryKey: ['agents', agentId, 'activity', listKey] });
          }
        },
        onRow: (data) => {
          const row = rowOf(data);
          if (row) {
            setHeard((now) => ({
              subject: `${agentId} ${kind}`,
              rows: [row, ...(now.subject === `${agentId} ${kind}` ? now.rows : [])].slice(0, MOST_FRESH),
            }));
          }
        },
      }),
    [agentId, kind, client, listKey],
  );

  const listed = query.data?.pages.flatMap((page) => page.rows) ?? [];
  return { query, feed, rows: joined(heard.subject === subject ? heard.rows : [], listed) };
}

function rowOf(data: string): ActivityRow | null {
  try {
    const row = ActivityRow.safeParse(JSON.parse(data));
    return row.success ? row.data : null;
  } catch {
    return null;
  }
}
