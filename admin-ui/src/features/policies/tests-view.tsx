import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { duration } from '@/lib/format';
import { Button } from '@/components/button';
import { Icon } from '@/components/icon';
import { LoadingRows, ProblemNote } from '@/components/states';
import { useToasts } from '@/components/toast';
import type { Policy } from './api/policy';
import { runTests, type TestRun } from './api/try-policy';
import { putPolicy } from './api/write-policy';

const CodeEditor = lazy(() => import('@/components/code-editor'));

/** The policy's own tests: they are run as they stand here, and kept with the next version. */
export function TestsView({ policy, readOnly }: { policy: Policy; readOnly: boolean }) {
  const client = useQueryClient();
  const { say } = useToasts();
  const kept = policy.tests ?? '';
  const [text, setText] = useState(kept);
  const run = useMutation({ mutationFn: () => runTests(policy.id, { tests: text }) });
  const save = useMutation({
    mutationFn: () => putPolicy(policy.id, { name: policy.name, rego: policy.rego, mode: policy.mode, tests: text }),
    onSuccess: async (saved) => {
      say(`The tests are saved with version ${saved.version}.`);
      await client.invalidateQueries({ queryKey: ['policies'] });
    },
  });

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="min-h-56 flex-1 overflow-hidden">
        <Suspense fallback={<LoadingRows rows={6} label="Loading the editor" />}>
          <CodeEditor label="Tests" text={text} readOnly={readOnly} onChange={setText} />
        </Suspense>
      </div>
      <footer className="flex max-h-[50%] flex-col gap-2 overflow-y-auto border-t border-line px-4 py-2.5">
        <span className="flex justify-end gap-2">
          <Button icon="play" disabled={run.isPending || text.trim() === ''} onClick={() => run.mutate()}>
            {run.isPending ? 'Running…' : 'Run the tests'}
          </Button>
          {!readOnly && (
            <Button look="primary" disabled={text === kept || save.isPending} onClick={() => save.mutate()}>
              Save the tests
            </Button>
          )}
        </span>
        <ProblemNote failure={run.error ?? save.error} />
        {run.data && <Results run={run.data} />}
      </footer>
    </div>
  );
}

function Results({ run: { ok, passed, failed, skipped, tests, errors } }: { run: TestRun }) {
  return (
    <>
      <p role="status" className={ok ? 'text-good' : 'text-bad'}>
        {passed} passed, {failed} failed{skipped > 0 && `, ${skipped} skipped`}
      </p>
      <ul className="flex flex-col gap-1">
        {errors.map(({ line, column, message }) => (
          <li key={`${line} ${column} ${message}`} className="text-bad">
            Line {line}, column {column}: {message}
          </li>
        ))}
        {tests.map(({ name, result, message, duration_ms: took }) => (
          <li key={name} className="flex items-start gap-2">
            <Icon name={result === 'passed' ? 'check' : result === 'failed' ? 'alert' : 'clock'} className={`mt-0.5 size-4 ${result === 'passed' ? 'text-good' : result === 'failed' ? 'text-bad' : 'text-ink-3'}`} />
            <span className="min-w-0">
              <span className="font-mono text-sm">{name}</span> <span className="text-xs text-ink-3">{duration(took)}</span>
              {message && <span className="block break-words text-ink-2">{message}</span>}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
