import { useEffect, type ReactNode } from 'react';

/** A page: one level-1 heading, what can be done here, and the content below. */
export function Page({
  title,
  lead,
  actions,
  above,
  children,
}: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  above?: ReactNode;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · AI-SPM`;
  }, [title]);

  return (
    <div className="mx-auto flex h-full min-h-0 w-full max-w-[1560px] flex-col px-6 pt-5">
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2 pb-4">
        <div className="min-w-0">
          {above}
          <h1 className="truncate text-xl font-semibold tracking-tight">{title}</h1>
          {lead && <div className="text-ink-2">{lead}</div>}
        </div>
        {actions && <div className="flex items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** A sheet on the canvas. */
export function Card({ title, actions, children, className = '' }: { title?: string; actions?: ReactNode; children: ReactNode; className?: string }) {
  return (
    <section className={`rounded-lg border border-line bg-surface [&_tbody_tr:last-child_td]:border-b-0 ${className}`}>
      {title && (
        <header className="flex min-h-11 items-center justify-between gap-3 border-b border-line px-4 py-1.5">
          <h2 className="font-semibold">{title}</h2>
          {actions}
        </header>
      )}
      {children}
    </section>
  );
}

/** Names and values, one pair a line. */
export function Facts({ facts }: { facts: [string, ReactNode][] }) {
  return (
    <dl className="grid grid-cols-[minmax(7rem,auto)_1fr] items-baseline gap-x-4 gap-y-1.5">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-3">{name}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
