import { cx } from '@/lib/class-names';
import { Icon } from '@/components/icon';

export type Step = 'check' | 'prepare' | 'start' | 'ready';
const order: Step[] = ['check', 'prepare', 'start', 'ready'];
const words: Record<Step, string> = {
  check: 'Checked in the sandbox',
  prepare: 'Environment prepared',
  start: 'Process started',
  ready: 'Ready to chat',
};

/** The step that a starting agent is at: while its packages are installed, the server says so. */
export function stepOf(state: string, reason: string | null | undefined): Step | null {
  if (state === 'starting') {
    return reason?.startsWith('Installing') ? 'prepare' : 'start';
  }
  return null;
}

/** The way from an upload to an agent that answers, and where on it one is. */
export function StartProgress({ at, note }: { at: Step; note?: string | null | undefined }) {
  const current = order.indexOf(at);
  return (
    <ol aria-label="Progress" className="flex flex-col gap-1.5">
      {order.map((step, index) => {
        const now = index === current;
        return (
          <li key={step} aria-current={now ? 'step' : undefined} className={cx('flex items-start gap-2', index > current && 'text-ink-3', now && 'font-medium')}>
            <span className="grid size-5 shrink-0 place-items-center">
              {index < current ? (
                <Icon name="check" className="size-4 text-good" />
              ) : now ? (
                <span aria-hidden="true" className="size-3.5 animate-spin rounded-full border-2 border-accent border-t-transparent" />
              ) : (
                <span aria-hidden="true" className="size-2 rounded-full border-2 border-line-strong" />
              )}
            </span>
            <span className="min-w-0">
              {words[step]}
              {now && note && <span className="block text-sm font-normal break-words text-ink-2">{note}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
