import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Empty, Failed, LoadingRows } from '@/components/states';
import { More, Table, Td, Th } from '@/components/table';
import { agentsQuery, everyAgent } from './api/list-agents';
import { RiskTag } from './risk-tag';

/** Every agent by what it is, rather than by how it fares. */
export function AgentInventory({ q }: { q: string }) {
  const query = useInfiniteQuery({ ...agentsQuery({ ...everyAgent, q }), refetchInterval: 15_000 });
  const agents = query.data?.pages.flatMap((page) => page.rows) ?? [];
  if (query.isError && !query.data) {
    return <Failed what="The agents can't be listed." failure={query.error} retry={() => void query.refetch()} />;
  }
  if (query.isPending) {
    return <LoadingRows label="Loading the agents" />;
  }
  if (agents.length === 0) {
    return <Empty icon="agents" title={q === '' ? 'No agents yet' : 'No agent matches.'} />;
  }
  return (
    <>
      <Table name="Agents">
        <thead>
          <tr>
            <Th>Agent</Th>
            <Th>Version</Th>
            <Th>Type</Th>
            <Th>Runtime</Th>
            <Th>Owner</Th>
            <Th>Risk</Th>
            <Th>Policies</Th>
            <Th>Code</Th>
          </tr>
        </thead>
        <tbody>
          {agents.map((agent) => (
            <tr key={agent.id} className="relative hover:bg-hover">
              <Td>
                <Link to={`/agents/${agent.id}`} className="font-medium after:absolute after:inset-0">
                  {agent.name}
                </Link>
              </Td>
              <Td className="font-mono text-xs">{agent.version}</Td>
              <Td>{agent.agent_type}</Td>
              <Td>{agent.runtime ?? '—'}</Td>
              <Td>{agent.owner ?? <span className="text-ink-3">—</span>}</Td>
              <Td>
                <RiskTag risk={agent.risk} />
              </Td>
              <Td>{agent.policy_status ?? '—'}</Td>
              <Td className="font-mono text-xs text-ink-2" title={agent.code_sha256 ?? undefined}>
                r{agent.revision ?? '?'} {agent.code_sha256?.slice(0, 8)}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <More has={query.hasNextPage} busy={query.isFetchingNextPage} load={() => void query.fetchNextPage()} />
    </>
  );
}
