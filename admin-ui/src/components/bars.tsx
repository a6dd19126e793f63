import { useState } from 'react';
import { cx } from '@/lib/class-names';

export interface Bar {
  /** What stands below the chart while this bar is pointed at. */
  label: string;
  value: number;
  /** The marked part of the value, drawn at the foot. */
  marked?: number;
}

/** Values over time as bars; pointing at one tells its time and value. Decoration beside a number that is told in words. */
export function Bars({
  bars,
  format,
  mark = 'bg-stop',
  className,
}: {
  bars: Bar[];
  format: (value: number, marked: number) => string;
  mark?: string;
  className?: string;
}) {
  const [at, setAt] = useState<number | null>(null);
  const highest = Math.max(...bars.map(({ value }) => value), 0);
  const pointed = at === null ? null : bars[at];
  return (
    <div aria-hidden="true" className={cx('flex flex-col', className)} onPointerLeave={() => setAt(null)}>
      <div className="flex min-h-0 flex-1 items-end">
        {bars.map(({ value, marked = 0 }, index) => (
          <span key={index} className="flex h-full min-w-0 flex-1 items-end px-[0.5px]" onPointerEnter={() => setAt(index)}>
            <span
              className={cx('flex w-full flex-col justify-end overflow-hidden rounded-t-[1px]', at === index ? 'bg-accent' : 'bg-accent/45')}
              style={{ height: value === 0 ? '1px' : `${Math.max(5, (100 * value) / highest)}%` }}
            >
              {marked > 0 && <span className={mark} style={{ height: `${(100 * marked) / value}%`, minHeight: '2px' }} />}
            </span>
          </span>
        ))}
      </div>
      <p className="flex h-4 justify-between gap-2 border-t border-line text-xs whitespace-nowrap text-ink-3 tabular-nums">
        {pointed ? (
          <>
            <span className="truncate">{pointed.label}</span>
            <span className="text-ink">{format(pointed.value, pointed.marked ?? 0)}</span>
          </>
        ) : (
          <>
            <span>{bars[0]?.label}</span>
            <span>now</span>
          </>
        )}
      </p>
    </div>
  );
}
