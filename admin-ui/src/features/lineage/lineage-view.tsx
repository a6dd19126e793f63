import { useQuery } from '@tanstack/react-query';
import { cx } from '@/lib/class-names';
import { counted, duration, moment } from '@/lib/format';
import { Icon, type IconName } from '@/components/icon';
import { Id } from '@/components/id';
import { Empty, Failed, LoadingRows } from '@/components/states';
import { Tag } from '@/components/tag';
import { recentActivityQuery, type ActivityRow } from './api/activity';
import { kindWords, lineOf, outcomeOf, tookOf } from './row-words';
import { promptOf, turnsOf, type Turn } from './turn';

const icons: Record<string, IconName> = {
  chat: 'chat',
  guard_decision: 'policies',
  policy_decision: 'check',
  llm_call: 'agents',
  tool_call: 'integrations',
  secret_read: 'key',
};

/** The latest turns, and the way one of them went: person, guard, policy, agent, models and tools, guard, reply. */
export function LineageView({ agentId, traceId, onTurn }: { agentId: string; traceId: string | null; onTurn: (traceId: string) => void }) {
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
      <nav aria-label="Turns" className="w-64 shrink-0 overflow-y-auto border-r border-line p-3">
        <ul className="flex flex-col gap-0.5">
          {turns.map((turn) => (
            <li key={turn.traceId}>
              <button
                type="button"
                aria-current={turn === shown ? 'true' : undefined}
                className={cx('flex w-full flex-col rounded-md px-2.5 py-1.5 text-left', turn === shown ? 'bg-accent-soft' : 'hover:bg-hover')}
                onClick={() => onTurn(turn.traceId)}
              >
                <span className="w-full truncate font-medium">{promptOf(turn) ?? 'A call outside a turn'}</span>
                <span className="text-xs text-ink-3">
                  {moment(turn.steps[0]?.ts)} · {counted(turn.steps.length, 'step')}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <div className="min-h-0 flex-1 overflow-y-auto p-5">
        {shown ? <Path turn={shown} /> : <Empty icon="search" title="This turn is older than what is kept at hand." />}
      </div>
    </div>
  );
}

function Path({ turn }: { turn: Turn }) {
  return (
    <>
      <p className="flex items-center gap-1 pb-4 text-sm text-ink-2">
        Trace <Id value={turn.traceId} label="the trace id" />
      </p>
      <ol className="flex max-w-3xl flex-col">
        {turn.steps.map((step, index) => (
          <Step key={step.id} step={step} last={index === turn.steps.length - 1} />
        ))}
      </ol>
    </>
  );
}

function Step({ step, last }: { step: ActivityRow; last: boolean }) {
  const outcome = outcomeOf(step);
  const took = tookOf(step);
  const stopped = outcome?.tone === 'stop' || outcome?.tone === 'bad';
  return (
    <li className="flex gap-3">
      <span className="flex flex-col items-center">
        <span
          className={cx(
            'grid size-8 shrink-0 place-items-center rounded-full border-2',
            stopped ? 'border-stop bg-stop-soft text-stop' : 'border-line-strong bg-surface text-ink-2',
          )}
        >
          <Icon name={stopped ? 'block' : (icons[step.kind] ?? 'clock')} />
        </span>
        {!last && <span aria-hidden="true" className="w-0.5 flex-1 bg-line" />}
      </span>
      <div className="min-w-0 flex-1 pb-5">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-semibold">{step.kind === 'chat' ? (step.role === 'user' ? 'Person' : 'Agent') : kindWords(step)}</span>
          {outcome && <Tag tone={outcome.tone}>{outcome.word}</Tag>}
          <span className="text-xs text-ink-3">
            {moment(step.ts)}
            {took !== null && ` · ${duration(took)}`}
          </span>
        </p>
        <p className="break-words whitespace-pre-wrap text-ink-2">{lineOf(step)}</p>
      </div>
    </li>
  );
}
