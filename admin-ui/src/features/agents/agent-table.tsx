import {
  createColumnHelper,
  flexRender,
  getCoreRowModel,
  getSortedRowModel,
  useReactTable,
  type SortingState,
} from '@tanstack/react-table';
import { useState } from 'react';
import { cx } from '@/lib/class-names';
import { ago } from '@/lib/format';
import { Icon } from '@/components/icon';
import { Table, Td, Th } from '@/components/table';
import type { Agent } from './api/agent';
import { RiskTag } from './risk-tag';
import { StatePip } from './state-pip';

const column = createColumnHelper<Agent>();
const noTicks: Ticks = { ids: new Set(), set: () => {} };
const riskOrder = ['low', 'medium', 'high', 'critical'];

function columns(onSelect: (agent: Agent) => void, selectedId: string | null, ticks: Ticks) {
  return [
    column.display({
      id: 'tick',
      header: ({ table }) => {
        const rows = table.getRowModel().rows;
        return <Tick label="Select all" checked={rows.length > 0 && rows.every((row) => ticks.ids.has(row.id))} onChange={(on) => ticks.set(on ? rows.map((row) => row.id) : [])} />;
      },
      cell: ({ row }) => (
        <Tick
          label={`Select ${row.original.name}`}
          checked={ticks.ids.has(row.id)}
          onChange={(on) => ticks.set(on ? [...ticks.ids, row.id] : [...ticks.ids].filter((id) => id !== row.id))}
        />
      ),
    }),
    column.accessor('name', {
      header: 'Name',
      cell: ({ row: { original: agent } }) => (
        <button
          type="button"
          aria-pressed={agent.id === selectedId}
          className="max-w-56 truncate text-left font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
          onClick={() => onSelect(agent)}
        >
          {agent.name}
        </button>
      ),
    }),
    column.accessor('runtime_state', { header: 'State', cell: (cell) => <StatePip state={cell.getValue()} /> }),
    column.accessor('version', { header: 'Version', cell: (cell) => <span className="font-mono text-xs">{cell.getValue()}</span> }),
    column.accessor('agent_type', { header: 'Type' }),
    column.accessor('risk', {
      header: 'Risk',
      sortingFn: (a, b) => riskOrder.indexOf(a.original.risk ?? '') - riskOrder.indexOf(b.original.risk ?? ''),
      cell: (cell) => <RiskTag risk={cell.getValue()} />,
    }),
    column.accessor('owner', { header: 'Owner', cell: (cell) => cell.getValue() ?? <span className="text-ink-3">—</span> }),
    column.accessor('last_seen_at', {
      header: 'Last seen',
      cell: (cell) => <span className="text-ink-2">{ago(cell.getValue())}</span>,
    }),
  ];
}

export interface Ticks {
  ids: Set<string>;
  set: (ids: string[]) => void;
}

function Tick({ label, checked, onChange }: { label: string; checked: boolean; onChange: (on: boolean) => void }) {
  return (
    <label className="relative z-1 -m-2 inline-flex p-2">
      <input type="checkbox" aria-label={label} checked={checked} onChange={(event) => onChange(event.target.checked)} className="size-4 accent-accent" />
    </label>
  );
}

export function AgentTable({
  agents,
  selectedId,
  ticks,
  onSelect,
}: {
  agents: Agent[];
  selectedId: string | null;
  /** Those that are selected to be changed together; null where nothing can be changed. */
  ticks: Ticks | null;
  onSelect: (agent: Agent) => void;
}) {
  const [sorting, setSorting] = useState<SortingState>([]);
  // eslint-disable-next-line react-hooks/incompatible-library -- the table is drawn anew with each answer anyway
  const table = useReactTable({
    data: agents,
    columns: columns(onSelect, selectedId, ticks ?? noTicks),
    getRowId: (agent) => agent.id,
    state: { sorting, columnVisibility: { tick: ticks !== null, version: selectedId === null, last_seen_at: selectedId === null } },
    onSortingChange: setSorting,
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
  });

  return (
    <Table name="Agents">
      <thead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
            {group.headers.map((header) => {
              const sorted = header.column.getIsSorted();
              return (
                <Th key={header.id} aria-sort={!header.column.getCanSort() ? undefined : sorted === false ? 'none' : sorted === 'asc' ? 'ascending' : 'descending'}
                  className={header.column.getCanSort() ? '' : 'w-10'}>
                  {header.column.getCanSort() ? (
                  <button
                    type="button"
                    className="inline-flex items-center gap-1 hover:text-ink"
                    onClick={header.column.getToggleSortingHandler()}
                  >
                    {flexRender(header.column.columnDef.header, header.getContext())}
                    <Icon
                      name="down"
                      className={cx('size-3', sorted === 'asc' && 'rotate-180', sorted === false && 'invisible')}
                    />
                  </button>
                  ) : (
                    flexRender(header.column.columnDef.header, header.getContext())
                  )}
                </Th>
              );
            })}
          </tr>
        ))}
      </thead>
      <tbody>
        {table.getRowModel().rows.map((row) => (
          <tr
            key={row.id}
            aria-current={row.id === selectedId ? 'true' : undefined}
            className={cx('relative', row.id === selectedId ? 'bg-accent-soft' : 'hover:bg-hover')}
          >
            {row.getVisibleCells().map((cell) => (
              <Td key={cell.id}>{flexRender(cell.column.columnDef.cell, cell.getContext())}</Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
