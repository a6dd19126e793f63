import type { ReactNode } from 'react';
import { cx } from '@/lib/class-names';
import { ago } from '@/lib/format';
import { Table, Td, Th } from '@/components/table';
import { Tag } from '@/components/tag';
import type { Approval } from './api/approval';
import { kindOf, left, stateTones } from './words';

/** Calls that wait or were decided; a row is selected to be read whole. */
export function ApprovalTable({
  approvals,
  selectedId,
  now,
  agentName,
  onSelect,
}: {
  approvals: Approval[];
  selectedId: string | null;
  now: number;
  agentName: (id: string | null | undefined) => ReactNode;
  onSelect: (approval: Approval) => void;
}) {
  const wide = selectedId === null;
  return (
    <Table name="Approvals" className="table-fixed">
      <thead>
        <tr>
          <Th>Asked for</Th>
          {wide && <Th className="w-24">Kind</Th>}
          <Th className="w-36">Agent</Th>
          {wide && <Th className="w-24">When</Th>}
          <Th className="w-36">State</Th>
        </tr>
      </thead>
      <tbody>
        {approvals.map((one) => {
          const chosen = one.id === selectedId;
          const rest = one.state === 'pending' ? left(one.expires_at, now) : null;
          return (
            <tr key={one.id} aria-current={chosen ? 'true' : undefined} className={cx('relative', chosen ? 'bg-accent-soft' : 'hover:bg-hover')}>
              <Td>
                <button
                  type="button"
                  aria-pressed={chosen}
                  className="block w-full truncate text-left font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
                  onClick={() => onSelect(one)}
                >
                  {one.subject || 'No subject'}
                </button>
                <span className="block truncate text-sm text-ink-2">{one.reason || 'No reason given'}</span>
              </Td>
              {wide && <Td>{kindOf(one.kind)}</Td>}
              <Td className="truncate">{agentName(one.agent_id)}</Td>
              {wide && <Td className="text-sm whitespace-nowrap text-ink-2">{ago(one.requested_at)}</Td>}
              <Td>
                <Tag tone={stateTones[one.state] ?? 'plain'}>{one.state}</Tag>
                {rest && <span className="block pt-0.5 text-xs text-ink-3 tabular-nums">{rest} left</span>}
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
