import type { ActivityRow } from './api/activity';

export interface Turn {
  traceId: string;
  /** Oldest first. */
  steps: ActivityRow[];
}

/** The turns found in activity rows (newest first), the newest turn first, each with its steps in the order they happened. */
export function turnsOf(rows: ActivityRow[]): Turn[] {
  const turns = new Map<string, ActivityRow[]>();
  for (const row of rows) {
    if (row.trace_id) {
      turns.set(row.trace_id, [row, ...(turns.get(row.trace_id) ?? [])]);
    }
  }
  return [...turns].map(([traceId, steps]) => ({ traceId, steps: inOrder(steps) }));
}

/** As a turn goes: first the person's words, though they are written down when judged; the agent's reply at the end. */
function inOrder(steps: ActivityRow[]): ActivityRow[] {
  const place = ({ kind, role }: ActivityRow) => (kind !== 'chat' ? 1 : role === 'user' ? 0 : 2);
  return steps.toSorted((one, other) => place(one) - place(other));
}

/** The words of the person that began the turn. */
export function promptOf(turn: Turn): string | null {
  return turn.steps.find(({ kind, role }) => kind === 'chat' && role === 'user')?.text ?? null;
}
