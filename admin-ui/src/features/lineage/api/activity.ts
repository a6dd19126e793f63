import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { http, withQuery } from '@/lib/http';

/** A row of what happened. Kinds may come that this page has never heard of. */
export const ActivityRow = z.looseObject({
  id: z.string(),
  ts: z.string().nullish(),
  kind: z.string(),
  trace_id: z.string().nullish(),
  session_id: z.string().nullish(),
  ok: z.boolean().nullish(),
  role: z.string().nullish(),
  text: z.string().nullish(),
  verdict: z.string().nullish(),
  decision: z.string().nullish(),
  stage: z.string().nullish(),
  reason: z.string().nullish(),
  tool: z.string().nullish(),
  model: z.string().nullish(),
  provider: z.string().nullish(),
  error: z.unknown().optional(),
  score: z.number().nullish(),
  categories: z.array(z.string()).nullish(),
  policy_ids: z.array(z.string()).nullish(),
  prompt_tokens: z.number().nullish(),
  completion_tokens: z.number().nullish(),
  cost_usd: z.number().nullish(),
  duration_ms: z.number().nullish(),
  processing_ms: z.number().nullish(),
  message: z.string().nullish(),
});
export type ActivityRow = z.infer<typeof ActivityRow>;

export const activityPath = (agentId: string, kind: string, limit = 100) =>
  withQuery(`/api/spm/agents/${encodeURIComponent(agentId)}/activity`, { limit, kind });

export const streamPath = (agentId: string, kind: string) =>
  withQuery(`/api/spm/agents/${encodeURIComponent(agentId)}/activity/stream`, { kind });

/** What an agent did, newest first. */
export const activityQuery = (agentId: string, kind: string) =>
  infiniteQueryOptions({
    queryKey: ['agents', agentId, 'activity', kind],
    queryFn: ({ signal, pageParam }) => http.page(pageParam, ActivityRow, { signal }),
    initialPageParam: activityPath(agentId, kind),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });

/** The newest page of it, asked for each second: for as long as the feed can't be had. */
export const newestActivityQuery = (agentId: string, kind: string) =>
  queryOptions({
    queryKey: ['agents', agentId, 'activity', kind, 'newest'],
    queryFn: async ({ signal }) => (await http.page(activityPath(agentId, kind), ActivityRow, { signal })).rows,
    // The list has just been read when this begins.
    initialData: [] as ActivityRow[],
    refetchInterval: 1000,
  });

/** The latest rows, for views that look for a turn in them. */
export const recentActivityQuery = (agentId: string) =>
  queryOptions({
    queryKey: ['agents', agentId, 'activity', 'recent'],
    queryFn: async ({ signal }) => (await http.page(activityPath(agentId, '', 200), ActivityRow, { signal })).rows,
    refetchInterval: 2000,
  });
