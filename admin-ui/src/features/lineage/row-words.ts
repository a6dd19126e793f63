import { count, words } from '@/lib/format';
import type { Tone } from '@/components/tag';
import type { ActivityRow } from './api/activity';

const decided: Record<string, Tone> = { allow: 'good', flag: 'warn', block: 'stop', redact: 'busy', escalate: 'warn' };

/** A row in one line. */
export function lineOf(row: ActivityRow): string {
  switch (row.kind) {
    case 'chat':
      return row.text ?? '';
    case 'tool_call':
      return `${row.tool ?? 'tool'}(${argumentsOf(row['args'])})`;
    case 'llm_call':
      return `${row.model ?? 'model'} · ${count(row.prompt_tokens)} tokens in, ${count(row.completion_tokens)} out`;
    case 'guard_decision':
      return [`${row.stage ?? 'text'} judged`, row.score === null || row.score === undefined ? '' : `score ${row.score.toFixed(2)}`, (row.categories ?? []).join(', ')]
        .filter(Boolean)
        .join(' · ');
    case 'policy_decision':
      return [row.stage ?? '', row.reason ?? '', (row.policy_ids ?? []).join(', ')].filter(Boolean).join(' · ');
    default:
      return row.reason ?? row.message ?? row.text ?? restOf(row);
  }
}

const told = new Set(['id', 'ts', 'kind', 'trace_id', 'session_id', 'ok', 'duration_ms', 'agent_id', 'tenant_id']);

/** What else a row of another kind says, name by name. */
function restOf(row: ActivityRow): string {
  return Object.entries(row)
    .filter(([name, value]) => !told.has(name) && value !== null && typeof value !== 'object')
    .map(([name, value]) => `${words(name)}: ${String(value)}`)
    .join(' · ');
}

function argumentsOf(args: unknown): string {
  if (typeof args !== 'object' || args === null) {
    return '';
  }
  return Object.entries(args)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(', ');
}

/** How it ended, and how that looks; null where there is nothing to say. */
export function outcomeOf(row: ActivityRow): { word: string; tone: Tone } | null {
  const word = row.decision ?? row.verdict;
  if (word) {
    return { word, tone: decided[word] ?? 'plain' };
  }
  if (row.ok === false) {
    return { word: 'failed', tone: 'bad' };
  }
  return row.ok === true ? { word: 'ok', tone: 'good' } : null;
}

/** Why a call failed, as it was told; null where nothing was. */
export function errorOf({ error }: ActivityRow): string | null {
  if (error === null || error === undefined || error === '') {
    return null;
  }
  return typeof error === 'string' ? error : JSON.stringify(error);
}

/** The ways a row can have ended, for filters. */
export const outcomes: { value: string; label: string; fits: (tone: Tone | undefined) => boolean }[] = [
  { value: '', label: 'Any outcome', fits: () => true },
  { value: 'refused', label: 'Blocked', fits: (tone) => tone === 'stop' },
  { value: 'flagged', label: 'Flagged or escalated', fits: (tone) => tone === 'warn' },
  { value: 'redacted', label: 'Redacted', fits: (tone) => tone === 'busy' },
  { value: 'failed', label: 'Failed', fits: (tone) => tone === 'bad' },
  { value: 'passed', label: 'Let through', fits: (tone) => tone === 'good' },
];

export function tookOf(row: ActivityRow): number | null {
  return row.duration_ms ?? row.processing_ms ?? null;
}

export function kindWords(row: Pick<ActivityRow, 'kind'>): string {
  return words(row.kind);
}
