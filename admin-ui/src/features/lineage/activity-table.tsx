import { Fragment, useState } from 'react';
import { cx } from '@/lib/class-names';
import type { FeedState } from '@/lib/feed';
import { duration, moment } from '@/lib/format';
import { Filter } from '@/components/field';
import { Icon } from '@/components/icon';
import { Empty, Failed, LoadingRows } from '@/components/states';
import { More, Table, Td, Th } from '@/components/table';
import { Tag } from '@/components/tag';
import type { ActivityRow } from './api/activity';
import { RowDetail } from './row-detail';
import { kindWords, lineOf, outcomeOf, outcomes, tookOf } from './row-words';
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

/** What an agent did and what was decided about it, live. */
export function ActivityTable({ agentId, onTurn }: { agentId: string; onTurn?: (traceId: string) => void }) {
  const [kind, setKind] = useState('');
  const [outcome, setOutcome] = useState('');
  const { query, feed, rows } = useLiveActivity(agentId, kind);
  const wanted = outcomes.find(({ value }) => value === outcome);
  const shown = rows.filter((row) => wanted?.fits(outcomeOf(row)?.tone) ?? true);

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex items-center gap-2 border-b border-line px-4 py-2">
        <Filter label="Kind" value={kind} choices={kinds} onChange={setKind} />
        <Filter label="Outcome" value={outcome} choices={outcomes} onChange={setOutcome} />
        <Liveness feed={feed} stale={query.isError && query.data !== undefined} />
      </div>
      <div className="min-h-0 flex-1 overflow-auto">
        {query.isPending && rows.length === 0 ? (
          <LoadingRows label="Loading the activity" />
        ) : query.isError && rows.length === 0 ? (
          <Failed what="The activity can't be read." failure={query.error} retry={() => void query.refetch()} />
        ) : shown.length === 0 ? (
          <Empty icon="clock" title={kind === '' && outcome === '' ? 'Nothing has happened yet' : 'Nothing of this kind has happened'}>
            Chat turns, tool and model calls and every decision about them appear here as they happen.
          </Empty>
        ) : (
          <Rows rows={shown} onTurn={onTurn} />
        )}
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

function Rows({ rows, onTurn }: { rows: ActivityRow[]; onTurn: ((traceId: string) => void) | undefined }) {
  const [openId, setOpenId] = useState<string | null>(null);
  return (
    <Table name="Activity" className="table-fixed">
      <thead>
        <tr>
          <Th className="w-28">Time</Th>
          <Th className="w-36">Kind</Th>
          <Th>What</Th>
          <Th className="w-24">Outcome</Th>
          <Th className="w-20 text-right">Took</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const outcome = outcomeOf(row);
          const open = openId === row.id;
          return (
            <Fragment key={row.id}>
              <tr className={cx('relative', open ? 'bg-sunken' : 'hover:bg-hover')}>
                <Td className="text-sm whitespace-nowrap text-ink-2">{moment(row.ts)}</Td>
                <Td>
                  <button
                    type="button"
                    aria-expanded={open}
                    className="inline-flex items-center gap-1.5 text-left font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
                    onClick={() => setOpenId(open ? null : row.id)}
                  >
                    <Icon name={open ? 'down' : 'right'} className="size-3 text-ink-3" />
                    {kindWords(row)}
                  </button>
                </Td>
                <Td>
                  <span className="block truncate">
                    {row.role && <span className="text-ink-3">{row.role}: </span>}
                    {lineOf(row)}
                  </span>
                </Td>
                <Td>{outcome && <Tag tone={outcome.tone}>{outcome.word}</Tag>}</Td>
                <Td className="text-right text-sm text-ink-2">{duration(tookOf(row))}</Td>
              </tr>
              {open && (
                <tr>
                  <td colSpan={5} className="border-b border-line bg-sunken py-3 pr-4 pl-10">
                    <RowDetail row={row} onTurn={onTurn} />
                  </td>
                </tr>
              )}
            </Fragment>
          );
        })}
      </tbody>
    </Table>
  );
}
