import { cx } from '@/lib/class-names';

const looks: Record<string, { ink: string; shape: string }> = {
  running: { ink: 'text-good', shape: 'rounded-full bg-current' },
  starting: { ink: 'text-busy', shape: 'rounded-full bg-current animate-[pip_1.1s_ease-in-out_infinite]' },
  stopped: { ink: 'text-ink-3', shape: 'rounded-full border-2 border-current' },
  crashed: { ink: 'text-bad', shape: 'rounded-[1px] rotate-45 bg-current' },
  quarantined: { ink: 'text-stop', shape: 'rounded-[1px] bg-current' },
};
const unknown = { ink: 'text-ink-2', shape: 'rounded-full border-2 border-dashed border-current' };

/** An agent's state: its word, and a mark told apart by shape as well as by colour. */
export function StatePip({ state }: { state: string }) {
  const { ink, shape } = looks[state] ?? unknown;
  return (
    <span className={cx('inline-flex items-center gap-2 font-medium whitespace-nowrap', ink)}>
      <span aria-hidden="true" className={cx('inline-block size-2.5 shrink-0', shape)} />
      {state}
    </span>
  );
}
