import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { http } from '@/lib/http';
import { listOf } from '@/lib/list-of';
import { agentPath } from './agent';

export const Logs = z.object({
  lines: listOf(z.object({ ts: z.string().nullish(), stream: z.string().nullish(), text: z.string() })),
});

export const logsQuery = (agentId: string) =>
  queryOptions({
    queryKey: ['agents', agentId, 'logs'],
    queryFn: ({ signal }) => http.get(agentPath(agentId, '/logs?tail=500'), Logs, { signal }),
    refetchInterval: 2000,
  });
