import { useQuery } from '@tanstack/react-query';
import { cx } from '@/lib/class-names';
import { counted, moment } from '@/lib/format';
import { Id } from '@/components/id';
import { Empty, Failed, LoadingRows } from '@/components/states';
import { recentActivityQuery } from './api/activity';
import { outcomeOf } from './row-words';
import { promptOf, turnsOf, type Turn } from './turn';
import { TurnGraphView } from './turn-graph-view';

/** The latest turns, and the way one of them went: person, guard, policy, agent, models and tools, guard, reply. */
export function LineageView({ agentId, agentName, traceId, onTurn }: { agentId: string; agentName: string; traceId: string | null; onTurn: (traceId: string) => void }) {
  const { data, error, isPending, refetch } = useQuery(recentActivityQuery(agentId));
  if (isPending) {
    return <LoadingRows label="Loading the turns" />;
  }
  if (error && !data) {
    return <Failed what="The turns can't be read." failure={error} retry={() => void refetch()} />;
  }
  const turns = turnsOf(data);
  const shown = turns.find((turn) => turn.traceId === traceId) ?? (traceId === null ? turns[0] : undefined);
  if (turns.length === 0) {
    return (
      <Empty icon="overview" title="No turns yet">
        Each chat turn is drawn here with every decision and call it caused.
      </Empty>
    );
  }
  return (
    <div className="flex min-h-0 flex-1">
      <nav aria-label="Turns" className="w-60 shrink-0 overflow-y-auto border-r border-line p-3">
        <ul className="flex flex-col gap-0.5">
          {turns.map((turn) => (
            <li key={turn.traceId}>
              <button
                type="button"
                aria-current={turn === shown ? 'true' : undefined}
                className={cx('flex w-full flex-col rounded-md px-2.5 py-1.5 text-left', turn === shown ? 'bg-accent-soft' : 'hover:bg-hover')}
                onClick={() => onTurn(turn.traceId)}
              >
                <span className="flex w-full items-center gap-2 font-medium">
                  {turn.steps.some((step) => outcomeOf(step)?.tone === 'stop') && <span title="blocked" className="size-2 shrink-0 rounded-[1px] bg-stop" />}
                  <span className="truncate">{promptOf(turn) ?? 'A call outside a turn'}</span>
                </span>
                <span className="text-xs text-ink-3">
                  {moment(turn.steps[0]?.ts)} · {counted(turn.steps.length, 'step')}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <div className="min-h-0 flex-1 overflow-y-auto p-5">
        {shown ? <Path turn={shown} agentName={agentName} /> : <Empty icon="search" title="This turn is older than what is kept at hand." />}
      </div>
    </div>
  );
}

function Path({ turn, agentName }: { turn: Turn; agentName: string }) {
  return (
    <>
      <p className="flex items-center gap-1 pb-4 text-sm text-ink-2">
        {moment(turn.steps[0]?.ts)} · trace <Id value={turn.traceId} label="the trace id" />
      </p>
      <TurnGraphView key={turn.traceId} turn={turn} agentName={agentName} />
    </>
  );
}
