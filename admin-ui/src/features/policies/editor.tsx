import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { asProblem } from '@/lib/problem';
import { Button } from '@/components/button';
import { Icon } from '@/components/icon';
import { LoadingRows, ProblemNote } from '@/components/states';
import { useToasts } from '@/components/toast';
import type { Policy } from './api/policy';
import { validateRego } from './api/try-policy';
import { putPolicy } from './api/write-policy';

const CodeEditor = lazy(() => import('@/components/code-editor'));

type Checked = { of: string; errors: number } | { of: string; away: string } | null;

/** The policy's text, compiled by the engine as one types; saving writes a new version. */
export function RegoEditor({ policy, readOnly }: { policy: Policy; readOnly: boolean }) {
  const client = useQueryClient();
  const { say } = useToasts();
  const [text, setText] = useState(policy.rego);
  const [checked, setChecked] = useState<Checked>(null);
  const changed = text !== policy.rego;

  const save = useMutation({
    mutationFn: () => putPolicy(policy.id, { name: policy.name, rego: text, mode: policy.mode }),
    onSuccess: async (saved) => {
      say(`Version ${saved.version} of ${saved.name} is in force.`);
      await client.invalidateQueries({ queryKey: ['policies'] });
    },
  });

  async function check(rego: string) {
    try {
      const { errors } = await validateRego(rego);
      setChecked({ of: rego, errors: errors.length });
      return errors;
    } catch (failure) {
      setChecked({ of: rego, away: asProblem(failure).detail });
      return [];
    }
  }

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="min-h-72 flex-1 overflow-hidden">
        <Suspense fallback={<LoadingRows rows={8} label="Loading the editor" />}>
          <CodeEditor label="Rego" text={text} readOnly={readOnly} check={check} onChange={setText} />
        </Suspense>
      </div>
      {!readOnly && (
        <footer className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-2.5">
          <Verdict checked={checked} text={text} />
          {save.error && (
            <div className="w-full">
              <ProblemNote failure={save.error} />
            </div>
          )}
          <span className="ml-auto flex gap-2">
            {changed && <Button onClick={() => setText(policy.rego)}>Discard</Button>}
            <Button look="primary" disabled={!changed || save.isPending} onClick={() => save.mutate()}>
              {save.isPending ? 'Compiling…' : 'Save a new version'}
            </Button>
          </span>
        </footer>
      )}
    </div>
  );
}

function Verdict({ checked, text }: { checked: Checked; text: string }) {
  if (checked?.of !== text) {
    return <p className="text-sm text-ink-3">Checking…</p>;
  }
  if ('away' in checked) {
    return <p className="text-sm text-warn">Not checked: {checked.away}</p>;
  }
  const good = checked.errors === 0;
  return (
    <p role="status" className={`flex items-center gap-1.5 text-sm ${good ? 'text-good' : 'text-bad'}`}>
      <Icon name={good ? 'check' : 'alert'} />
      {good ? 'It compiles.' : `${checked.errors === 1 ? 'One error' : `${checked.errors} errors`}, marked at the line.`}
    </p>
  );
}
