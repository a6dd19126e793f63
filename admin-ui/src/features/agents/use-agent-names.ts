import { useInfiniteQuery } from '@tanstack/react-query';
import { agentsQuery, everyAgent } from './api/list-agents';

/** The names of agents by their ids; one that isn't among the listed, or is gone, is told by the end of its id. */
export function useAgentNames(): (id: string | null | undefined) => string {
  const { data } = useInfiniteQuery({ ...agentsQuery(everyAgent), refetchInterval: 30_000 });
  const names = new Map(data?.pages.flatMap((page) => page.rows).map(({ id, name }) => [id, name]));
  return (id) => (id ? (names.get(id) ?? `agent …${id.slice(-6)}`) : '—');
}
