import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { http, withQuery } from '@/lib/http';
import { restingPage } from '@/lib/turns';
import { Agent } from './agent';

export interface AgentFilter {
  q: string;
  state: string;
  type: string;
}

export const everyAgent: AgentFilter = { q: '', state: '', type: '' };

/** Newest first; looked at every two seconds, by three requests at most unless where pages begin has moved. */
export const agentsQuery = ({ q, state, type }: AgentFilter) =>
  infiniteQueryOptions({
    queryKey: ['agents', 'list', q, state, type],
    queryFn: ({ client, queryKey, signal, pageParam }) => restingPage<Agent>(client, queryKey, pageParam) ?? http.page(pageParam, Agent, { signal }),
    initialPageParam: withQuery('/api/spm/agents', { limit: 200, q, runtime_state: state, agent_type: type }),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval: 2000,
  });
