import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ago, words } from '@/lib/format';
import { Icon } from '@/components/icon';
import type { Failure } from './api/summary';

/** What failed last, newest first, each with the way to where it shows. */
export function Failures({ failures, agentName }: { failures: Failure[]; agentName: (id: string | null | undefined) => ReactNode }) {
  if (failures.length === 0) {
    return <p className="p-4 text-ink-2">No call failed and no agent crashed in this time.</p>;
  }
  return (
    <ul>
      {failures.map((failure) => (
        <li key={failure.id} className="relative flex gap-2.5 border-b border-line px-4 py-2.5 last:border-b-0 hover:bg-hover">
          <Icon name="alert" className="mt-0.5 size-4 text-bad" />
          <div className="min-w-0 flex-1">
            <p className="flex items-baseline justify-between gap-3">
              <Way failure={failure}>
                {agentName(failure.agent_id)}
                <span className="font-normal text-ink-2">
                  {' '}
                  {words(failure.kind).toLowerCase()} {failure.what}
                </span>
              </Way>
              <span className="shrink-0 text-xs text-ink-3">{ago(failure.ts)}</span>
            </p>
            <p className="line-clamp-2 text-sm break-words text-ink-2">{failure.error ?? 'No reason was told.'}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Way({ failure: { agent_id: agent, trace_id: trace }, children }: { failure: Failure; children: ReactNode }) {
  const look = 'min-w-0 truncate font-medium';
  return agent ? (
    <Link className={`${look} after:absolute after:inset-0`} to={`/agents/${agent}?${trace ? `tab=lineage&trace=${trace}` : 'tab=logs'}`}>
      {children}
    </Link>
  ) : (
    <span className={look}>{children}</span>
  );
}
