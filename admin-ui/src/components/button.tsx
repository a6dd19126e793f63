import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link, type LinkProps } from 'react-router';
import { cx } from '@/lib/class-names';
import { Icon, type IconName } from './icon';

type Look = 'primary' | 'plain' | 'quiet' | 'danger' | 'danger-quiet';

const looks: Record<Look, string> = {
  primary: 'bg-accent text-on-accent hover:not-disabled:bg-accent-hover',
  plain: 'bg-surface text-ink border border-line-strong hover:not-disabled:bg-hover',
  quiet: 'text-ink-2 hover:not-disabled:bg-hover hover:not-disabled:text-ink',
  danger: 'bg-bad-fill text-white hover:not-disabled:brightness-90',
  'danger-quiet': 'text-bad hover:not-disabled:bg-bad-soft',
};

const shape =
  'inline-flex h-8.5 items-center justify-center gap-1.5 rounded-md px-3 font-medium whitespace-nowrap transition-colors disabled:opacity-60';

interface Dress {
  look?: Look;
  icon?: IconName;
  children?: ReactNode;
  className?: string;
}

export function Button({
  look = 'plain',
  icon,
  children,
  className,
  type = 'button',
  ...rest
}: Dress & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button type={type} className={cx(shape, looks[look], className)} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A button that shows an icon only; its label is read out and shown on hover. */
export function IconButton({
  icon,
  label,
  className,
  ...rest
}: { icon: IconName; label: string } & Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'>) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={cx(
        'inline-flex size-8 items-center justify-center rounded-md text-ink-2 transition-colors hover:not-disabled:bg-hover hover:not-disabled:text-ink disabled:opacity-60',
        className,
      )}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  );
}

export function ButtonLink({ look = 'plain', icon, children, className, ...rest }: Dress & LinkProps) {
  return (
    <Link className={cx(shape, looks[look], className)} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </Link>
  );
}
