import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { http, withQuery } from '@/lib/http';
import { Agent } from './agent';

export interface AgentFilter {
  q: string;
  state: string;
  type: string;
}

export const everyAgent: AgentFilter = { q: '', state: '', type: '' };

export const agentsQuery = ({ q, state, type }: AgentFilter) =>
  infiniteQueryOptions({
    queryKey: ['agents', 'list', q, state, type],
    queryFn: ({ signal, pageParam }) => http.page(pageParam, Agent, { signal }),
    initialPageParam: withQuery('/api/spm/agents', { limit: 100, q, runtime_state: state, agent_type: type }),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval: 2000,
  });
