import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { counted, moment } from '@/lib/format';
import { Problem } from '@/lib/problem';
import { Button } from '@/components/button';
import { TextAreaField, TextField } from '@/components/field';
import { ProblemNote } from '@/components/states';
import { Table, Td, Th } from '@/components/table';
import { Tag, type Tone } from '@/components/tag';
import type { Policy } from './api/policy';
import { replay, simulate, type Question, type Replay, type Trial } from './api/try-policy';

const tones: Record<string, Tone> = { allow: 'good', block: 'stop', redact: 'busy', escalate: 'warn' };
const example = '{"stage": "prompt", "prompt": "What is the salary of our CFO?"}';

/** What the policy would decide: of a turn that was recorded, of an input, and of the latest turns all together. */
export function SimulateView({ policy, turns, canReplay }: { policy: Policy; turns: (pick: (traceId: string) => void) => ReactNode; canReplay: boolean }) {
  const [trace, setTrace] = useState('');
  const [input, setInput] = useState('');
  const trial = useMutation({ mutationFn: (question: () => Question) => simulate(policy.id, question()) });
  const again = useMutation({ mutationFn: () => replay(policy.id, 50) });

  return (
    <div className="grid min-h-0 flex-1 gap-x-8 gap-y-5 overflow-y-auto p-5 lg:grid-cols-2">
      <div className="flex flex-col gap-5">
        <form
          className="flex flex-col gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            trial.mutate(() => ({ trace_id: trace.trim() }));
          }}
        >
          {turns(setTrace)}
          <TextField label="Trace id of a turn" className="font-mono text-sm" required value={trace} onChange={(event) => setTrace(event.target.value)} />
          <Button type="submit" icon="play" className="self-start" disabled={trial.isPending || trace.trim() === ''}>
            Simulate on this turn
          </Button>
        </form>
        <form
          className="flex flex-col gap-2 border-t border-line pt-4"
          onSubmit={(event) => {
            event.preventDefault();
            trial.mutate(() => ({ input: parsed(input) }));
          }}
        >
          <TextAreaField
            label="Or an input"
            rows={4}
            spellCheck={false}
            className="font-mono text-sm"
            placeholder={example}
            hint="JSON, as docs/policies.md describes it"
            value={input}
            onChange={(event) => setInput(event.target.value)}
          />
          <Button type="submit" icon="play" className="self-start" disabled={trial.isPending || input.trim() === ''}>
            Simulate on this input
          </Button>
        </form>
      </div>
      <div className="flex min-w-0 flex-col gap-3">
        <ProblemNote failure={trial.error} />
        {trial.data ? <Outcome trial={trial.data} /> : !trial.error && <p className="text-ink-2">What it would decide stands here, with the rules that said so. Nothing is enforced or recorded.</p>}
      </div>
      {canReplay && (
        <section aria-label="Shadow replay" className="col-span-full flex flex-col gap-3 border-t border-line pt-4">
          <header className="flex flex-wrap items-center justify-between gap-3">
            <p className="text-ink-2">What it would have decided of the latest 50 turns, beside what was decided then.</p>
            <Button icon="retry" disabled={again.isPending} onClick={() => again.mutate()}>
              {again.isPending ? 'Replaying…' : 'Replay'}
            </Button>
          </header>
          <ProblemNote failure={again.error} />
          {again.data && <Differences replay={again.data} />}
        </section>
      )}
    </div>
  );
}

function parsed(input: string): Record<string, unknown> {
  try {
    return JSON.parse(input) as Record<string, unknown>;
  } catch {
    throw new Problem(0, 'not_understood', 'The input isn’t JSON.');
  }
}

function Outcome({ trial }: { trial: Trial }) {
  return (
    <div role="status" className="flex flex-col gap-2 rounded-lg border border-line bg-sunken p-4">
      <p className="flex items-center gap-2">
        <Tag tone={tones[trial.decision] ?? 'plain'}>{trial.decision}</Tag>
        <span>{trial.reason || 'without a reason'}</span>
      </p>
      {(trial.trace ?? []).length > 0 && (
        <ol className="max-h-64 overflow-auto font-mono text-xs text-ink-2">
          {trial.trace?.map((line, index) => (
            <li key={index} className="whitespace-pre-wrap">
              {line}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Differences({ replay: { turns, questions, changed, unavailable, rows } }: { replay: Replay }) {
  return (
    <>
      <p role="status">
        {counted(turns, 'turn')}, {counted(questions, 'question')}: <strong>{changed} would be decided otherwise</strong>
        {unavailable > 0 && `, ${unavailable} could not be judged`}.
      </p>
      {rows.length > 0 && (
        <Table name="Differences">
          <thead>
            <tr>
              <Th>When</Th>
              <Th>Stage</Th>
              <Th>Then</Th>
              <Th>Now</Th>
              <Th>Reason</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={`${row.trace_id} ${index}`}>
                <Td className="whitespace-nowrap">
                  {row.agent_id ? (
                    <Link className="text-accent underline underline-offset-2" to={`/agents/${row.agent_id}?tab=lineage&trace=${row.trace_id}`}>
                      {moment(row.ts)}
                    </Link>
                  ) : (
                    moment(row.ts)
                  )}
                </Td>
                <Td>{row.stage ?? '—'}</Td>
                <Td>
                  <Tag tone={tones[row.recorded ?? ''] ?? 'plain'}>{row.recorded ?? 'not judged'}</Tag>
                </Td>
                <Td>
                  <Tag tone={tones[row.decision ?? ''] ?? 'plain'}>{row.decision ?? 'no opinion'}</Tag>
                </Td>
                <Td className="text-ink-2">{row.reason}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  );
}
