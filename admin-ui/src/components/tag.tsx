import type { ReactNode } from 'react';
import { cx } from '@/lib/class-names';

export type Tone = 'plain' | 'good' | 'busy' | 'warn' | 'bad' | 'stop' | 'accent';

const tones: Record<Tone, string> = {
  plain: 'bg-sunken text-ink-2',
  good: 'bg-good-soft text-good',
  busy: 'bg-busy-soft text-busy',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  stop: 'bg-stop-soft text-stop',
  accent: 'bg-accent-soft text-accent',
};

export function Tag({ tone = 'plain', mono, children }: { tone?: Tone; mono?: boolean; children: ReactNode }) {
  return (
    <span
      className={cx(
        'inline-flex items-center rounded-sm px-1.5 py-px text-xs font-medium whitespace-nowrap',
        mono && 'font-mono',
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
