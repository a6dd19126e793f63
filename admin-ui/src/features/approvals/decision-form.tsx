import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Button } from '@/components/button';
import { SelectField, TextAreaField } from '@/components/field';
import { ProblemNote } from '@/components/states';
import { useToasts } from '@/components/toast';
import type { Approval } from './api/approval';
import { decide } from './api/decide';
import { reaches, spans } from './words';

/** Approves or denies a call that waits; the caller makes it again, nothing is held open. */
export function DecisionForm({ approval, onDecided }: { approval: Approval; onDecided: () => void }) {
  const client = useQueryClient();
  const { say } = useToasts();
  const group = useId();
  const [comment, setComment] = useState('');
  const [scope, setScope] = useState('once');
  const [lasts, setLasts] = useState('15m');

  const decision = useMutation({
    mutationFn: (approves: boolean) => decide(approval.id, { approves, comment, scope, lasts }),
    onSuccess: (_decided, approves) => {
      say(approves ? 'Approved: the same call goes through now.' : 'Denied: the same call stays refused.');
      onDecided();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['approvals'] }),
  });

  return (
    <div className="flex flex-col gap-3 border-t border-line pt-4">
      <fieldset className="flex flex-col gap-1">
        <legend className="pb-1 font-medium">Counts for</legend>
        {reaches
          .filter(({ value }) => value !== 'session' || approval.session_id)
          .map(({ value, label, hint }) => (
            <label key={value} className="flex items-start gap-2 rounded-md px-1.5 py-1 hover:bg-hover">
              <input
                type="radio"
                name={group}
                value={value}
                checked={scope === value}
                aria-describedby={`${group}-${value}`}
                onChange={() => setScope(value)}
                className="mt-0.5 size-4 shrink-0 accent-accent"
              />
              <span className="flex flex-col">
                {label}
                <span id={`${group}-${value}`} aria-hidden="true" className="text-xs text-ink-3">
                  {hint}
                </span>
              </span>
            </label>
          ))}
      </fieldset>
      <SelectField label="Lasts" choices={spans} value={lasts} onChange={(event) => setLasts(event.target.value)} />
      <TextAreaField
        label="Comment"
        rows={2}
        maxLength={2000}
        placeholder="Why; kept with the decision"
        value={comment}
        onChange={(event) => setComment(event.target.value)}
      />
      <ProblemNote failure={decision.error} />
      <div className="sticky bottom-0 -mx-4 -mb-4 grid grid-cols-2 gap-2 border-t border-line bg-surface px-4 py-3">
        <Button icon="block" disabled={decision.isPending} onClick={() => decision.mutate(false)}>
          Deny
        </Button>
        <Button look="primary" icon="check" disabled={decision.isPending} onClick={() => decision.mutate(true)}>
          Approve
        </Button>
      </div>
    </div>
  );
}
