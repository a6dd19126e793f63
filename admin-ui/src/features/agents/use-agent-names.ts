import { useInfiniteQuery } from '@tanstack/react-query';
import { useRest } from '@/lib/use-rest';
import { agentsQuery, everyAgent } from './api/list-agents';

/** The names of these agents by their ids; one that isn't among the listed, or is gone, is told by the end of its id. */
export function useAgentNames(ids: (string | null | undefined)[]): (id: string | null | undefined) => string {
  const query = useInfiniteQuery({ ...agentsQuery(everyAgent), refetchInterval: 30_000 });
  const names = new Map(query.data?.pages.flatMap((page) => page.rows).map(({ id, name }) => [id, name]));
  useRest(query, ids.some((id) => id && !names.has(id)));
  return (id) => (id ? (names.get(id) ?? `agent …${id.slice(-6)}`) : '—');
}
