import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { http, withQuery } from '@/lib/http';
import { listOf } from '@/lib/list-of';

export const Sums = z.object({
  turns: z.number(),
  refused: z.number(),
  tool_calls: z.number(),
  tool_failures: z.number(),
  llm_calls: z.number(),
  llm_failures: z.number(),
  crashes: z.number(),
  prompt_tokens: z.number(),
  completion_tokens: z.number(),
  cost_usd: z.number(),
});
export type Sums = z.infer<typeof Sums>;

export const Failure = z.object({
  id: z.string(),
  ts: z.string().nullish(),
  kind: z.string(),
  agent_id: z.string().nullish(),
  trace_id: z.string().nullish(),
  what: z.string().nullish(),
  error: z.string().nullish(),
});
export type Failure = z.infer<typeof Failure>;

export const AgentSums = z.object({
  agent_id: z.string(),
  totals: Sums,
  turns: z.array(z.number()),
  refused: z.array(z.number()),
});
export type AgentSums = z.infer<typeof AgentSums>;

/** How much happened in a window of time; `buckets` are its stretches, oldest first. */
export const Summary = z.object({
  from: z.string(),
  to: z.string(),
  bucket_s: z.number(),
  totals: Sums,
  buckets: z.array(Sums),
  agents: listOf(AgentSums),
  failures: listOf(Failure),
});
export type Summary = z.infer<typeof Summary>;

export const windows = ['1h', '24h', '7d', '30d'];

export const summaryQuery = (window: string) =>
  queryOptions({
    queryKey: ['activity', 'summary', window],
    queryFn: ({ signal }) => http.get(withQuery('/api/spm/activity/summary', { window }), Summary, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });
