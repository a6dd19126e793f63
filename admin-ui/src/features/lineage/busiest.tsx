import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { count, counted, dollars } from '@/lib/format';
import type { AgentSums } from './api/summary';

/** The agents with the most turns, each with the course of its turns: quiet when let through, marked when blocked. */
export function Busiest({ agents, agentName, state }: { agents: AgentSums[]; agentName: (id: string) => ReactNode; state: (id: string) => ReactNode }) {
  if (agents.length === 0) {
    return <p className="p-4 text-ink-2">No agent was asked anything in this time.</p>;
  }
  return (
    <ul>
      {agents.map(({ agent_id: id, totals, turns, refused }) => (
        <li
          key={id}
          className="relative grid grid-cols-[minmax(8rem,13rem)_minmax(0,1fr)_8rem] items-center gap-4 border-b border-line px-4 py-2.5 last:border-b-0 hover:bg-hover"
        >
          <div className="min-w-0">
            <Link to={`/agents/${id}?tab=activity`} className="block truncate font-medium after:absolute after:inset-0">
              {agentName(id)}
            </Link>
            <span className="text-sm">{state(id)}</span>
          </div>
          <Strokes turns={turns} refused={refused} />
          <span className="text-right text-sm text-ink-2 tabular-nums">
            {counted(totals.turns, 'turn')}
            {totals.refused > 0 && <span className="text-stop">, {count(totals.refused)} blocked</span>}
            <span className="block text-xs text-ink-3">
              {count(totals.prompt_tokens + totals.completion_tokens)} tokens{totals.cost_usd > 0 && ` · ${dollars(totals.cost_usd)}`}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Strokes({ turns, refused }: { turns: number[]; refused: number[] }) {
  const highest = Math.max(...turns, 1);
  return (
    <span aria-hidden="true" className="flex h-8 min-w-0 items-end gap-px">
      {turns.map((value, index) => (
        <span key={index} className="flex h-full min-w-0 flex-1 items-end">
          <span
            className="flex w-full flex-col justify-end overflow-hidden rounded-t-[1px] bg-line-strong"
            style={{ height: value === 0 ? '1px' : `${Math.max(12, (100 * value) / highest)}%` }}
          >
            {(refused[index] ?? 0) > 0 && <span className="bg-stop" style={{ height: `${(100 * (refused[index] ?? 0)) / Math.max(value, 1)}%` }} />}
          </span>
        </span>
      ))}
    </span>
  );
}
