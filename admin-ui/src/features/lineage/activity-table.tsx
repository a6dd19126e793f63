import { useInfiniteQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { duration, moment } from '@/lib/format';
import { Button } from '@/components/button';
import { Filter } from '@/components/field';
import { Icon } from '@/components/icon';
import { Id } from '@/components/id';
import { Empty, Failed, LoadingRows } from '@/components/states';
import { More, Table, Td, Th } from '@/components/table';
import { Tag } from '@/components/tag';
import { activityQuery, type ActivityRow } from './api/activity';
import { kindWords, lineOf, outcomeOf, tookOf } from './row-words';

const kinds = [
  { value: '', label: 'Everything' },
  { value: 'chat', label: 'Chat' },
  { value: 'tool_call,llm_call', label: 'Tool and LLM calls' },
  { value: 'guard_decision,policy_decision', label: 'Guard and policy decisions' },
  { value: 'agent_deployed,agent_started,agent_stopped,agent_crashed,agent_quarantined', label: 'Life of the agent' },
  { value: 'agent_log', label: 'Agent log' },
];

/** What an agent did and what was decided about it, live. */
export function ActivityTable({ agentId, onTurn }: { agentId: string; onTurn?: (traceId: string) => void }) {
  const [kind, setKind] = useState('');
  const query = useInfiniteQuery(activityQuery(agentId, kind));
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const paged = (query.data?.pages.length ?? 0) > 1;

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex items-center justify-between gap-3 border-b border-line px-4 py-2">
        <Filter label="Kind" value={kind} choices={kinds} onChange={setKind} />
        {query.isError && query.data ? (
          <span role="status" className="text-warn">
            Can’t refresh just now.
          </span>
        ) : paged ? (
          <Button look="quiet" icon="retry" onClick={() => void query.refetch()}>
            Refresh
          </Button>
        ) : (
          <span className="flex items-center gap-2 text-sm text-ink-2">
            <span aria-hidden="true" className="size-2 animate-[pip_2s_ease-in-out_infinite] rounded-full bg-good" />
            Live
          </span>
        )}
      </div>
      <div className="min-h-0 flex-1 overflow-auto">
        {query.isPending ? (
          <LoadingRows label="Loading the activity" />
        ) : query.isError && !query.data ? (
          <Failed what="The activity can't be read." failure={query.error} retry={() => void query.refetch()} />
        ) : rows.length === 0 ? (
          <Empty icon="clock" title={kind === '' ? 'Nothing has happened yet' : 'Nothing of this kind has happened'}>
            Chat turns, tool and model calls and every decision about them appear here within a second.
          </Empty>
        ) : (
          <>
            <Rows rows={rows} onTurn={onTurn} />
            <More has={query.hasNextPage} busy={query.isFetchingNextPage} load={() => void query.fetchNextPage()} />
          </>
        )}
      </div>
    </div>
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
              <tr className="relative hover:bg-hover">
                <Td className="text-sm whitespace-nowrap text-ink-2">{moment(row.ts)}</Td>
                <Td>
                  <button
                    type="button"
                    aria-expanded={open}
                    className="inline-flex items-center gap-1.5 text-left font-medium after:absolute after:inset-0"
                    onClick={() => setOpenId(open ? null : row.id)}
                  >
                    <Icon name={open ? 'down' : 'right'} className="size-3 text-ink-3" />
                    {kindWords(row)}
                  </button>
                </Td>
                <Td>
                  <span className={`block ${open ? 'break-words whitespace-pre-wrap' : 'truncate'}`}>
                    {row.role && <span className="text-ink-3">{row.role}: </span>}
                    {lineOf(row)}
                  </span>
                </Td>
                <Td>{outcome && <Tag tone={outcome.tone}>{outcome.word}</Tag>}</Td>
                <Td className="text-right text-sm text-ink-2">{duration(tookOf(row))}</Td>
              </tr>
              {open && (
                <tr>
                  <td colSpan={5} className="border-b border-line bg-sunken px-4 py-3">
                    <Detail row={row} onTurn={onTurn} />
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

function Detail({ row, onTurn }: { row: ActivityRow; onTurn: ((traceId: string) => void) | undefined }) {
  const { trace_id: traceId } = row;
  return (
    <div className="flex flex-col gap-2">
      {traceId && (
        <p className="flex items-center gap-2 text-sm">
          Trace <Id value={traceId} label="the trace id" />
          {onTurn && (
            <Button look="quiet" className="h-7" onClick={() => onTurn(traceId)}>
              Show the turn
            </Button>
          )}
        </p>
      )}
      <pre className="overflow-x-auto font-mono text-xs whitespace-pre-wrap">{JSON.stringify(row, null, 2)}</pre>
    </div>
  );
}
