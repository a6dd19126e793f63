import type { ReactNode, TdHTMLAttributes, ThHTMLAttributes } from 'react';
import { cx } from '@/lib/class-names';
import { Button } from './button';

export function Table({ name, children, className }: { name: string; children: ReactNode; className?: string }) {
  return (
    <table aria-label={name} className={cx('w-full border-collapse text-left', className)}>
      {children}
    </table>
  );
}

export function Th({ className, ...rest }: ThHTMLAttributes<HTMLTableCellElement>) {
  return (
    <th
      scope="col"
      className={cx(
        'sticky top-0 z-10 border-b border-line bg-surface px-3 py-2 text-xs font-medium whitespace-nowrap text-ink-3',
        className,
      )}
      {...rest}
    />
  );
}

export function Td({ className, ...rest }: TdHTMLAttributes<HTMLTableCellElement>) {
  return <td className={cx('border-b border-line px-3 py-2 align-middle', className)} {...rest} />;
}

/** The way to the next page of a list. */
export function More({ has, busy, load }: { has: boolean; busy: boolean; load: () => void }) {
  if (!has) {
    return null;
  }
  return (
    <div className="flex justify-center p-3">
      <Button onClick={load} disabled={busy}>
        {busy ? 'Loading…' : 'Show more'}
      </Button>
    </div>
  );
}
