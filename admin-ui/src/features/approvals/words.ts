import type { Tone } from '@/components/tag';
import { count } from '@/lib/format';

const kinds: Record<string, string> = { tool: 'Tool call', llm: 'Model call', prompt: 'Prompt', output: 'Reply', posture: 'Change' };

/** What kind of call it is, as people say it. */
export function kindOf(kind: string): string {
  return kinds[kind] ?? kind;
}

export const stateTones: Record<string, Tone> = {
  pending: 'warn',
  approved: 'good',
  used: 'plain',
  denied: 'stop',
  expired: 'plain',
};

export interface Reach {
  value: string;
  label: string;
  hint: string;
}

/** For whom a decision counts. */
export const reaches: Reach[] = [
  { value: 'once', label: 'This call, once', hint: 'The same call of the same person, then it is used up.' },
  { value: 'session', label: 'This conversation', hint: 'The same call, as often as this conversation makes it.' },
  { value: 'agent', label: 'This agent', hint: 'The same call of this agent, whoever talks to it.' },
];

export const spans = [
  { value: '15m', label: '15 minutes' },
  { value: '1h', label: '1 hour' },
  { value: '4h', label: '4 hours' },
  { value: '24h', label: '1 day' },
];

/** How long until a moment: "14 min 05 s", "2 h 10 min"; null once it has passed. */
export function left(until: string | null | undefined, now: number): string | null {
  const seconds = Math.floor((new Date(until ?? '').getTime() - now) / 1000);
  if (Number.isNaN(seconds) || seconds <= 0) {
    return null;
  }
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`
    : `${count(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}
