import { queryOptions } from '@tanstack/react-query';
import { http } from '@/lib/http';
import { Agent, agentPath } from './agent';

/** One agent, looked at every second: its state changes by itself. */
export const agentQuery = (id: string) =>
  queryOptions({
    queryKey: ['agents', id],
    queryFn: ({ signal }) => http.get(agentPath(id), Agent, { signal }),
    refetchInterval: 1000,
  });
