import { useInfiniteQuery } from '@tanstack/react-query';
import { memo, useMemo } from 'react';
import { Link } from 'react-router';
import { RowWindow, rowAt, rowCount } from '@/components/row-window';
import { Empty, Failed, LoadingRows } from '@/components/states';
import { More, Table, Td, Th } from '@/components/table';
import type { Agent } from './api/agent';
import { agentsQuery, everyAgent } from './api/list-agents';
import { RiskTag } from './risk-tag';

const idOf = ({ id }: Agent) => id;

/** Every agent by what it is, rather than by how it fares. */
export function AgentInventory({ q, scroller }: { q: string; scroller: HTMLElement | null }) {
  const query = useInfiniteQuery({ ...agentsQuery({ ...everyAgent, q }), refetchInterval: 15_000 });
  const agents = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
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
      <Table name="Agents" className="table-fixed" aria-rowcount={rowCount(agents.length, query.hasNextPage)}>
        <thead>
          <tr aria-rowindex={1}>
            <Th>Agent</Th>
            <Th className="w-24">Version</Th>
            <Th className="w-37">Type</Th>
            <Th className="w-24">Runtime</Th>
            <Th className="w-36">Owner</Th>
            <Th className="w-22">Risk</Th>
            <Th className="w-22">Policies</Th>
            <Th className="w-32">Code</Th>
          </tr>
        </thead>
        <RowWindow rows={agents} keyOf={idOf} columns={8} scroller={scroller}>
          {(agent, { index }) => <InventoryRow agent={agent} index={index} />}
        </RowWindow>
      </Table>
      <More has={query.hasNextPage} busy={query.isFetchingNextPage} load={() => void query.fetchNextPage()} />
    </>
  );
}

const InventoryRow = memo(function InventoryRow({ agent, index }: { agent: Agent; index: number }) {
  return (
    <tr {...rowAt(index)} className="relative h-10 hover:bg-hover">
      <Td className="truncate">
        <Link to={`/agents/${agent.id}`} className="font-medium after:absolute after:inset-0">
          {agent.name}
        </Link>
      </Td>
      <Td className="truncate font-mono text-xs">{agent.version}</Td>
      <Td className="truncate">{agent.agent_type}</Td>
      <Td>{agent.runtime ?? '—'}</Td>
      <Td className="truncate">{agent.owner ?? <span className="text-ink-3">—</span>}</Td>
      <Td>
        <RiskTag risk={agent.risk} />
      </Td>
      <Td>{agent.policy_status ?? '—'}</Td>
      <Td className="truncate font-mono text-xs text-ink-2" title={agent.code_sha256 ?? undefined}>
        r{agent.revision ?? '?'} {agent.code_sha256?.slice(0, 8)}
      </Td>
    </tr>
  );
});
