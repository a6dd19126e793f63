import type { ReactNode, TableHTMLAttributes, TdHTMLAttributes, ThHTMLAttributes } from 'react';
import { cx } from '@/lib/class-names';
import { Button } from './button';

export function Table({ name, className, ...rest }: { name: string } & TableHTMLAttributes<HTMLTableElement>) {
  return <table aria-label={name} className={cx('w-full border-collapse text-left', className)} {...rest} />;
}

export function Th({ className, ...rest }: ThHTMLAttributes<HTMLTableCellElement>) {
  return (
    <th
      scope="col"
      className={cx(
        'sticky top-0 z-10 bg-surface px-3 py-2 shadow-[inset_0_-1px_0_var(--color-line)] text-xs font-medium whitespace-nowrap text-ink-3',
        className,
      )}
      {...rest}
    />
  );
}

export function Td({ className, ...rest }: TdHTMLAttributes<HTMLTableCellElement>) {
  return <td className={cx('border-b border-line px-3 py-2 align-middle', className)} {...rest} />;
}

/** The way to the next page of a list; what stands beside it says what is not among the rows yet. */
export function More({ has, busy, load, children }: { has: boolean; busy: boolean; load: () => void; children?: ReactNode }) {
  if (!has) {
    return null;
  }
  return (
    <div className="flex items-center justify-center gap-3 p-3 text-sm text-ink-2">
      {children}
      <Button onClick={load} disabled={busy}>
        {busy ? 'Loading…' : 'Show more'}
      </Button>
    </div>
  );
}
