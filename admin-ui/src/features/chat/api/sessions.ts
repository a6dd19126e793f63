import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { http } from '@/lib/http';

export const ChatSession = z.object({
  id: z.string(),
  agent_id: z.string().nullish(),
  user_id: z.string().nullish(),
  started_at: z.string().nullish(),
  last_message_at: z.string().nullish(),
  message_count: z.number().nullish(),
});
export type ChatSession = z.infer<typeof ChatSession>;

export const StoredMessage = z.object({
  role: z.string(),
  text: z.string().nullish(),
  ts: z.string().nullish(),
  trace_id: z.string().nullish(),
  verdict: z.string().nullish(),
});
export type StoredMessage = z.infer<typeof StoredMessage>;

const base = (agentId: string) => `/api/spm/agents/${encodeURIComponent(agentId)}/sessions`;

export const sessionsQuery = (agentId: string) =>
  infiniteQueryOptions({
    queryKey: ['agents', agentId, 'sessions'],
    queryFn: ({ signal, pageParam }) => http.page(pageParam, ChatSession, { signal }),
    initialPageParam: `${base(agentId)}?limit=50`,
    getNextPageParam: (page) => page.next,
  });

/** A conversation as it was stored, oldest first. */
export const messagesQuery = (agentId: string, sessionId: string) =>
  queryOptions({
    queryKey: ['agents', agentId, 'sessions', sessionId],
    queryFn: async ({ signal }) =>
      (await http.page(`${base(agentId)}/${encodeURIComponent(sessionId)}/messages?limit=200`, StoredMessage, { signal })).rows,
  });
