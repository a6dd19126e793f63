import { useQuery } from '@tanstack/react-query';
import { cx } from '@/lib/class-names';
import { recentActivityQuery, type ActivityRow } from './api/activity';
import { kindWords, lineOf, outcomeOf } from './row-words';

const gates = new Set(['guard_decision', 'policy_decision', 'tool_call', 'llm_call']);
const short: Record<string, string> = { guard_decision: 'guard', policy_decision: 'policy', tool_call: 'tool', llm_call: 'model' };

/** The gates that a turn passed, in order, each with its verdict: the house's mark, made of real events. */
export function GateTrail({ agentId, traceId, onOpen }: { agentId: string; traceId: string; onOpen: () => void }) {
  const { data } = useQuery(recentActivityQuery(agentId));
  const passed = (data ?? []).filter((row) => row.trace_id === traceId && gates.has(row.kind)).reverse();
  if (passed.length === 0) {
    return null;
  }
  return (
    <button type="button" onClick={onOpen} className="flex items-center rounded-md px-1.5 py-1 hover:bg-hover">
      <span className="sr-only">Decided in this turn: </span>
      {passed.slice(0, 8).map((row, index) => (
        <Gate key={row.id} row={row} first={index === 0} />
      ))}
      {passed.length > 8 && <span className="pl-1 text-xs text-ink-3">+{passed.length - 8}</span>}
    </button>
  );
}

function Gate({ row, first }: { row: ActivityRow; first: boolean }) {
  const outcome = outcomeOf(row);
  const ink =
    outcome?.tone === 'stop' || outcome?.tone === 'bad' ? 'bg-stop' : outcome?.tone === 'warn' ? 'bg-warn' : outcome?.tone === 'busy' ? 'bg-busy' : 'bg-good';
  return (
    <span title={`${kindWords(row)}: ${outcome?.word ?? ''} ${lineOf(row)}`} className="flex items-center text-xs text-ink-3">
      {!first && <span aria-hidden="true" className="mx-1 h-px w-2.5 bg-line-strong" />}
      <span aria-hidden="true" className={cx('mr-1 h-3 w-1 rounded-[1px]', ink)} />
      {short[row.kind]}
      <span className="sr-only"> {outcome?.word}, </span>
    </span>
  );
}
