import { createColumnHelper, flexRender, getCoreRowModel, getSortedRowModel, useReactTable, type Header, type OnChangeFn, type SortingState } from '@tanstack/react-table';
import { cx } from '@/lib/class-names';
import { useNow } from '@/lib/use-now';
import { Icon } from '@/components/icon';
import { RowWindow, rowCount } from '@/components/row-window';
import { Table, Th } from '@/components/table';
import { AgentRow } from './agent-row';
import type { Agent } from './api/agent';
import { Tick } from './tick';

const MINUTE_MS = 60_000;
const riskOrder = ['low', 'medium', 'high', 'critical'];
const column = createColumnHelper<Agent>();
const columns = [
  column.accessor('name', { header: 'Name' }),
  column.accessor('runtime_state', { header: 'State' }),
  column.accessor('version', { header: 'Version' }),
  column.accessor('agent_type', { header: 'Type' }),
  column.accessor('risk', {
    header: 'Risk',
    sortDescFirst: true,
    sortingFn: (a, b) => riskOrder.indexOf(a.original.risk ?? '') - riskOrder.indexOf(b.original.risk ?? ''),
  }),
  column.accessor('owner', { header: 'Owner' }),
  column.accessor('last_seen_at', { header: 'Last seen' }),
];

/** Those that are selected to be changed together. */
export interface Ticks {
  ids: Set<string>;
  /** The same function at every drawing. */
  set: (change: (ids: string[]) => string[]) => void;
}

const nothing = () => {};
const idOf = ({ id }: { id: string }) => id;
const widths: Record<string, string> = {
  runtime_state: 'w-33',
  version: 'w-24',
  agent_type: 'w-37',
  risk: 'w-22',
  owner: 'w-40',
  last_seen_at: 'w-28',
};

/** The agents that are known, sorted as one likes, of any number. */
export function AgentTable({
  agents,
  more,
  sorting,
  onSort,
  scroller,
  selectedId,
  ticks,
  onSelect,
}: {
  /** The same array as long as it holds the same. */
  agents: Agent[];
  /** Whether there are others that aren't known yet. */
  more: boolean;
  sorting: SortingState;
  onSort: OnChangeFn<SortingState>;
  /** What the table is scrolled in; null until it is there. */
  scroller: HTMLElement | null;
  selectedId: string | null;
  /** Null where nothing can be changed. */
  ticks: Ticks | null;
  /** The same function at every drawing. */
  onSelect: (agent: Agent) => void;
}) {
  const now = useNow(MINUTE_MS);
  const wide = selectedId === null;
  // eslint-disable-next-line react-hooks/incompatible-library -- rows are told what has changed by their properties
  const table = useReactTable({
    data: agents,
    columns,
    getRowId: (agent) => agent.id,
    state: { sorting, columnVisibility: { version: wide, owner: wide, last_seen_at: wide } },
    onSortingChange: onSort,
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
  });
  const rows = table.getRowModel().rows;

  const headers = table.getFlatHeaders();

  return (
    <Table name="Agents" className="table-fixed" aria-rowcount={rowCount(rows.length, more)}>
      <thead>
        <tr aria-rowindex={1}>
          {ticks && (
            <Th className="w-10">
              <Tick
                label="Select all"
                checked={rows.length > 0 && rows.every((row) => ticks.ids.has(row.id))}
                disabled={rows.length === 0}
                onChange={(on) => ticks.set(() => (on ? rows.map((row) => row.id) : []))}
              />
            </Th>
          )}
          {headers.map((header) => (
            <SortedBy key={header.id} header={header} sorted={header.column.getIsSorted()} />
          ))}
        </tr>
      </thead>
      <RowWindow rows={rows} keyOf={idOf} columns={headers.length + (ticks ? 1 : 0)} scroller={scroller}>
        {({ id, original }, { index }) => (
          <AgentRow
            agent={original}
            index={index}
            selected={id === selectedId}
            ticked={ticks && ticks.ids.has(id)}
            wide={wide}
            now={now}
            onSelect={onSelect}
            onTick={ticks?.set ?? nothing}
          />
        )}
      </RowWindow>
    </Table>
  );
}

function SortedBy({ header, sorted }: { header: Header<Agent, unknown>; sorted: false | 'asc' | 'desc' }) {
  return (
    <Th className={widths[header.column.id]} aria-sort={sorted === false ? 'none' : sorted === 'asc' ? 'ascending' : 'descending'}>
      <button type="button" className="inline-flex items-center gap-1 hover:text-ink" onClick={header.column.getToggleSortingHandler()}>
        {flexRender(header.column.columnDef.header, header.getContext())}
        <Icon name="down" className={cx('size-3', sorted === 'asc' && 'rotate-180', sorted === false && 'invisible')} />
      </button>
    </Th>
  );
}
