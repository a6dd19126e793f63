import { useCallback, useMemo, useState } from 'react';
import { cx } from '@/lib/class-names';
import type { FeedState } from '@/lib/feed';
import { Filter } from '@/components/field';
import { RowWindow, rowAt, rowCount } from '@/components/row-window';
import { Empty, Failed, LoadingRows } from '@/components/states';
import { More, Table, Th } from '@/components/table';
import { ActivityLine } from './activity-line';
import type { ActivityRow } from './api/activity';
import { RowDetail } from './row-detail';
import { outcomeOf, outcomes } from './row-words';
import { useLiveActivity } from './use-live-activity';

const kinds = [
  { value: '', label: 'Everything' },
  { value: 'chat', label: 'Chat' },
  { value: 'tool_call,llm_call', label: 'Tool and LLM calls' },
  { value: 'guard_decision,policy_decision', label: 'Guard and policy decisions' },
  { value: 'approval_requested,approval_decided', label: 'Approvals' },
  { value: 'agent_deployed,agent_started,agent_stopped,agent_crashed,agent_quarantined', label: 'Life of the agent' },
  { value: 'agent_log', label: 'Agent log' },
];

interface Props {
  agentId: string;
  onTurn?: ((traceId: string) => void) | undefined;
}

/** What an agent did and what was decided about it, live. */
export function ActivityTable({ agentId, onTurn }: Props) {
  const [kind, setKind] = useState('');
  const [outcome, setOutcome] = useState('');
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const { query, feed, stale, rows } = useLiveActivity(agentId, kind, scroller);
  const shown = useMemo(() => {
    const wanted = outcomes.find(({ value }) => value === outcome);
    return outcome === '' || !wanted ? rows : rows.filter((row) => wanted.fits(outcomeOf(row)?.tone));
  }, [rows, outcome]);

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex items-center gap-2 border-b border-line px-4 py-2">
        <Filter label="Kind" value={kind} choices={kinds} onChange={setKind} />
        <Filter label="Outcome" value={outcome} choices={outcomes} onChange={setOutcome} />
        <Liveness feed={feed} stale={stale} />
      </div>
      <div ref={setScroller} className="min-h-0 flex-1 row-scroller">
        <Rows rows={shown} more={query.isPending || query.hasNextPage} scroller={scroller} onTurn={onTurn} />
        {query.isPending && rows.length === 0 ? (
          <LoadingRows label="Loading the activity" />
        ) : query.isError && rows.length === 0 ? (
          <Failed what="The activity can't be read." failure={query.error} retry={() => void query.refetch()} />
        ) : shown.length === 0 ? (
          <Empty icon="clock" title={kind === '' && outcome === '' ? 'Nothing has happened yet' : 'Nothing of this kind has happened'}>
            Chat turns, tool and model calls and every decision about them appear here as they happen.
          </Empty>
        ) : null}
        <More has={query.hasNextPage && rows.length > 0} busy={query.isFetchingNextPage} load={() => void query.fetchNextPage()} />
      </div>
    </div>
  );
}

function Liveness({ feed, stale }: { feed: FeedState; stale: boolean }) {
  const live = feed === 'live';
  return (
    <span role="status" className={cx('ml-auto flex items-center gap-2 text-sm', stale && !live ? 'text-warn' : 'text-ink-2')}>
      <span aria-hidden="true" className={cx('size-2 rounded-full', live ? 'bg-good' : 'border-2 border-current')} />
      {live ? 'Live' : stale ? 'Can’t refresh just now' : 'Refreshed each second'}
    </span>
  );
}

/** A row, or what is known of it below it once it is opened. */
interface Line {
  key: string;
  row: ActivityRow;
  part: 'row' | 'detail';
}

const keyOf = ({ key }: Line) => key;

function Rows({ rows, more, scroller, onTurn }: Pick<Props, 'onTurn'> & { rows: ActivityRow[]; more: boolean; scroller: HTMLElement | null }) {
  const [openId, setOpenId] = useState<string | null>(null);
  const toggle = useCallback((id: string) => setOpenId((open) => (open === id ? null : id)), []);
  const lines = useMemo(() => linesOf(rows, openId), [rows, openId]);
  return (
    <Table name="Activity" className="table-fixed" aria-rowcount={rowCount(lines.length, more)}>
      <thead>
        <tr aria-rowindex={1}>
          <Th className="w-28">Time</Th>
          <Th className="w-36">Kind</Th>
          <Th>What</Th>
          <Th className="w-24">Outcome</Th>
          <Th className="w-20 text-right">Took</Th>
        </tr>
      </thead>
      <RowWindow rows={lines} keyOf={keyOf} columns={5} scroller={scroller}>
        {({ row, part }, { index, measure }) =>
          part === 'row' ? (
            <ActivityLine row={row} index={index} open={row.id === openId} onToggle={toggle} />
          ) : (
            <tr ref={measure} {...rowAt(index)}>
              <td colSpan={5} className="border-b border-line bg-sunken py-3 pr-4 pl-10">
                <RowDetail row={row} onTurn={onTurn} />
              </td>
            </tr>
          )
        }
      </RowWindow>
    </Table>
  );
}

function linesOf(rows: ActivityRow[], openId: string | null): Line[] {
  return rows.flatMap((row): Line[] => {
    const line: Line = { key: row.id, row, part: 'row' };
    return row.id === openId ? [line, { key: `${row.id} detail`, row, part: 'detail' }] : [line];
  });
}
