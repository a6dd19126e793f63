import type { ReactNode } from 'react';
import { asProblem } from '@/lib/problem';
import { Button } from './button';
import { Icon, type IconName } from './icon';

/** A list that has nothing, and what to do about it. */
export function Empty({
  icon,
  title,
  children,
  action,
}: {
  icon: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="strata flex flex-1 flex-col items-center justify-center gap-2 rounded-lg px-6 py-14 text-center">
      <span className="mb-1 grid size-11 place-items-center rounded-full bg-accent-soft text-accent">
        <Icon name={icon} className="size-5" />
      </span>
      <p className="font-semibold">{title}</p>
      {children && <div className="max-w-md text-ink-2">{children}</div>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}

/** Something that could not be read: the server's sentence, and a way to try again. */
export function Failed({ what, failure, retry }: { what: string; failure: unknown; retry?: () => void }) {
  const problem = asProblem(failure);
  return (
    <div role="alert" className="flex flex-1 flex-col items-center justify-center gap-2 px-6 py-14 text-center">
      <span className="mb-1 grid size-11 place-items-center rounded-full bg-bad-soft text-bad">
        <Icon name="alert" className="size-5" />
      </span>
      <p className="font-semibold">{what}</p>
      <p className="max-w-md text-ink-2">{problem.detail}</p>
      <p className="font-mono text-xs text-ink-3">{problem.code}</p>
      {retry && (
        <Button icon="retry" className="mt-3" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** Stands where rows will be, at their height, so that nothing jumps when they come. */
export function LoadingRows({ rows = 6, label }: { rows?: number; label: string }) {
  return (
    <div role="status" aria-label={label} className="flex flex-col gap-3 p-4">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="shimmer h-5 rounded-sm" style={{ width: `${92 - ((row * 17) % 34)}%` }} />
      ))}
    </div>
  );
}

/** A sentence about a failure where a form or panel keeps standing. */
export function ProblemNote({ failure }: { failure: unknown }) {
  if (!failure) {
    return null;
  }
  const { sentences } = asProblem(failure);
  return (
    <div role="alert" className="flex gap-2 rounded-md bg-bad-soft px-3 py-2 text-bad">
      <Icon name="alert" className="mt-0.5 size-4" />
      {sentences.length === 1 ? (
        <p className="min-w-0 break-words">{sentences[0]}</p>
      ) : (
        <ul className="min-w-0 list-disc pl-4 break-words">
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
