import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { cx } from '@/lib/class-names';
import { moment } from '@/lib/format';
import { Button } from '@/components/button';
import { Failed, LoadingRows, ProblemNote } from '@/components/states';
import { useToasts } from '@/components/toast';
import type { Policy } from './api/policy';
import { restoreVersion, versionsQuery } from './api/versions';

const CodeDiff = lazy(() => import('@/components/code-diff'));

/** Every version that was ever saved, and what the chosen one changed. */
export function VersionsView({ policy, mayWrite }: { policy: Policy; mayWrite: boolean }) {
  const client = useQueryClient();
  const { say } = useToasts();
  const { data, error, refetch } = useQuery(versionsQuery(policy.id));
  const [chosen, setChosen] = useState<number | null>(null);
  const restore = useMutation({
    mutationFn: (version: number) => restoreVersion(policy.id, version),
    onSuccess: async (saved) => {
      say(`Version ${saved.version} of ${saved.name} is in force.`);
      setChosen(null);
      await client.invalidateQueries({ queryKey: ['policies'] });
    },
  });
  if (error && !data) {
    return <Failed what="The versions can't be listed." failure={error} retry={() => void refetch()} />;
  }
  if (!data) {
    return <LoadingRows label="Loading the versions" />;
  }
  const versions = [...data].sort((one, other) => other.version - one.version);
  const shown = versions.find(({ version }) => version === (chosen ?? policy.version)) ?? versions[0];
  const before = versions.find(({ version }) => shown && version < shown.version);
  return (
    <div className="flex min-h-0 flex-1">
      <nav aria-label="Versions" className="w-56 shrink-0 overflow-y-auto border-r border-line p-3">
        <ul className="flex flex-col gap-0.5">
          {versions.map(({ version, created_at, created_by }) => (
            <li key={version}>
              <button
                type="button"
                aria-current={version === shown?.version ? 'true' : undefined}
                onClick={() => setChosen(version)}
                className={cx('flex w-full flex-col rounded-md px-2.5 py-1.5 text-left', version === shown?.version ? 'bg-accent-soft' : 'hover:bg-hover')}
              >
                <span className="font-medium">
                  Version {version}
                  {version === policy.version && <span className="text-accent"> · in force</span>}
                </span>
                <span className="text-xs text-ink-3">
                  {moment(created_at)} · {created_by ?? '—'}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      {shown && (
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <header className="flex min-h-12 items-center justify-between gap-3 border-b border-line px-4 py-2">
            <p className="text-ink-2">{before ? `What version ${shown.version} changed from version ${before.version}` : `Version ${shown.version}, the first`}</p>
            {mayWrite && shown.version !== policy.version && (
              <Button icon="retry" disabled={restore.isPending} onClick={() => restore.mutate(shown.version)}>
                Restore version {shown.version}
              </Button>
            )}
          </header>
          {restore.error && (
            <div className="p-3">
              <ProblemNote failure={restore.error} />
            </div>
          )}
          <div className="min-h-0 flex-1 overflow-hidden">
            <Suspense fallback={<LoadingRows label="Loading the difference" />}>
              <CodeDiff label={`Version ${shown.version}`} before={before?.rego ?? ''} after={shown.rego} />
            </Suspense>
          </div>
        </div>
      )}
    </div>
  );
}
