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
  return [...turns].map(([traceId, steps]) => ({ traceId, steps }));
}

/** The words of the person that began the turn. */
export function promptOf(turn: Turn): string | null {
  return turn.steps.find(({ kind, role }) => kind === 'chat' && role === 'user')?.text ?? null;
}
