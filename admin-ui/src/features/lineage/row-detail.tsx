import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { count, dollars, duration, moment, words } from '@/lib/format';
import { hazards } from '@/lib/hazards';
import { Button } from '@/components/button';
import { Id } from '@/components/id';
import { Facts } from '@/components/page';
import { Tag } from '@/components/tag';
import type { ActivityRow } from './api/activity';
import { errorOf, outcomeOf } from './row-words';

/** Everything that is known of a row: the decision with its reasons, the call with its arguments. */
export function RowDetail({ row, onTurn }: { row: ActivityRow; onTurn?: ((traceId: string) => void) | undefined }) {
  const { trace_id: traceId } = row;
  return (
    <div className="flex flex-col gap-3">
      {row.kind === 'chat' && <p className="max-w-[52rem] break-words whitespace-pre-wrap">{row.text}</p>}
      {row.kind === 'guard_decision' && <Score row={row} />}
      {(row.kind === 'tool_call' || row.kind === 'llm_call') && errorOf(row) !== null && (
        <p className="border-l-4 border-bad pl-3 break-words text-bad">{errorOf(row)}</p>
      )}
      {row.kind === 'policy_decision' && row.reason && <p className="border-l-4 border-line-strong pl-3 break-words">{row.reason}</p>}
      {row.kind === 'tool_call' && row['args'] !== undefined && (
        <pre className="max-h-60 overflow-auto rounded-md border border-line bg-surface p-3 font-mono text-xs whitespace-pre-wrap">
          {JSON.stringify(row['args'], null, 2)}
        </pre>
      )}
      <Facts facts={factsOf(row)} />
      <details className="text-sm">
        <summary className="w-fit text-ink-2 hover:text-ink">The event as it was recorded</summary>
        <pre className="mt-2 overflow-x-auto font-mono text-xs whitespace-pre-wrap">{JSON.stringify(row, null, 2)}</pre>
      </details>
      {traceId && onTurn && (
        <Button icon="overview" className="h-7 self-start px-2 text-sm" onClick={() => onTurn(traceId)}>
          Show the turn
        </Button>
      )}
    </div>
  );
}

/** The guard's score on its scale from 0 to 1, and the hazards it named. */
function Score({ row }: { row: ActivityRow }) {
  const { score } = row;
  const tone = outcomeOf(row)?.tone;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {score !== null && score !== undefined && (
        <span className="flex items-center gap-2.5">
          <span aria-hidden="true" className="relative h-2 w-44 overflow-hidden rounded-full bg-line">
            <span
              className={`absolute inset-y-0 left-0 ${tone === 'stop' ? 'bg-stop' : tone === 'warn' ? 'bg-warn' : 'bg-good'}`}
              style={{ width: `${Math.min(100, Math.max(1, score * 100))}%` }}
            />
          </span>
          <span className="font-semibold tabular-nums">{score.toFixed(2)}</span>
          <span className="text-sm text-ink-3">of 1</span>
        </span>
      )}
      {(row.categories ?? []).map((category) => (
        <Tag key={category} tone="stop">
          {category} {hazards[category] ?? ''}
        </Tag>
      ))}
    </div>
  );
}

function factsOf(row: ActivityRow): [string, ReactNode][] {
  const facts: [string, ReactNode | null | undefined][] = [
    ['When', moment(row.ts)],
    ['Stage', row.stage],
    ['Model', row.model],
    ['Provider', row.provider],
    ['Tokens', row.prompt_tokens === null || row.prompt_tokens === undefined ? null : `${count(row.prompt_tokens)} in, ${count(row.completion_tokens)} out`],
    ['Cost', row.cost_usd === null || row.cost_usd === undefined ? null : dollars(row.cost_usd)],
    ['Took', row.duration_ms ?? row.processing_ms ? duration(row.duration_ms ?? row.processing_ms) : null],
    ['Policies', policiesOf(row)],
    ['Bundle', typeof row['revision'] === 'string' ? row['revision'] : null],
    ['Trace', row.trace_id ? <Id value={row.trace_id} label="the trace id" /> : null],
    ['Session', row.session_id ? <Id value={row.session_id} label="the session id" /> : null],
    ...restOf(row),
  ];
  return facts.filter((fact): fact is [string, ReactNode] => fact[1] !== null && fact[1] !== undefined && fact[1] !== '');
}

function policiesOf({ kind, policy_ids: ids }: ActivityRow): ReactNode {
  if (kind !== 'policy_decision') {
    return null;
  }
  return ids && ids.length > 0
    ? ids.map((id) => (
        <Link key={id} to={`/policies/${id}`} className="mr-3 text-accent underline underline-offset-2">
          {id}
        </Link>
      ))
    : 'the base rules';
}

const told = new Set(['id', 'ts', 'kind', 'trace_id', 'session_id', 'ok', 'role', 'text', 'verdict', 'decision', 'stage', 'reason', 'tool', 'args', 'model', 'provider', 'error', 'score', 'categories', 'policy_ids', 'prompt_tokens', 'completion_tokens', 'cost_usd', 'duration_ms', 'processing_ms', 'revision']);

/** What else the row says, name by name, whatever its kind. */
function restOf(row: ActivityRow): [string, ReactNode][] {
  const more: [string, unknown][] = row.kind === 'policy_decision' ? [] : [['reason', row.reason]];
  return [...more, ...Object.entries(row).filter(([name]) => !told.has(name))]
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => [words(name), typeof value === 'string' ? value : JSON.stringify(value)]);
}
