import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { counted, moment } from '@/lib/format';
import { Button } from '@/components/button';
import { Confirm } from '@/components/dialog';
import { SelectField } from '@/components/field';
import { Facts } from '@/components/page';
import { ProblemNote } from '@/components/states';
import { useToasts } from '@/components/toast';
import { modes, type Policy } from './api/policy';
import { promotePolicy } from './api/versions';
import { deletePolicy } from './api/write-policy';
import { ModeTag } from './mode-tag';

const meanings: Record<string, string> = {
  draft: 'Decides nothing yet',
  monitor: 'Decides and is recorded, blocks nothing',
  enforced: 'Decides, from the next turn on',
  deprecated: 'Decides where it is attached, and can’t be attached anew',
};

/** What is known of a policy, and the mode it is in. */
export function PolicyAbout({ policy, readOnly }: { policy: Policy; readOnly: boolean }) {
  const client = useQueryClient();
  const { say } = useToasts();
  const promote = useMutation({
    mutationFn: (mode: string) => promotePolicy(policy.id, mode),
    onSuccess: (saved) => say(`${saved.name} is ${saved.mode}.`),
    onSettled: () => client.invalidateQueries({ queryKey: ['policies'] }),
  });
  const mode = promote.isPending ? promote.variables : policy.mode;
  return (
    <div className="flex flex-col gap-4 p-4">
      {!readOnly && (
        <>
          <SelectField
            label="Mode"
            hint={meanings[mode]}
            choices={modes.map((value) => ({ value, label: value }))}
            value={mode}
            disabled={promote.isPending}
            onChange={(event) => promote.mutate(event.target.value)}
          />
          <ProblemNote failure={promote.error} />
        </>
      )}
      <Facts
        facts={[
          ...(readOnly ? ([['Mode', <ModeTag mode={policy.mode} />]] as [string, ReactNode][]) : []),
          ['Id', <code className="font-mono text-xs">{policy.id}</code>],
          ['Version', policy.version],
          ['Attached to', counted(policy.attached_agents, 'agent')],
          ['Owner', policy.owner ?? '—'],
          ['Created', moment(policy.created_at)],
          ['Changed', moment(policy.updated_at)],
        ]}
      />
    </div>
  );
}

export function DeletePolicyButton({ policy }: { policy: Policy }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const { say } = useToasts();
  return (
    <Confirm
      title={`Delete ${policy.name}?`}
      act="Delete"
      onConfirm={async () => {
        await deletePolicy(policy.id);
        say(`${policy.name} is deleted.`);
        await navigate('/policies');
        await client.invalidateQueries({ queryKey: ['policies', 'list'] });
      }}
      trigger={
        <Button look="danger-quiet" icon="trash">
          Delete
        </Button>
      }
    >
      All its versions go. It can’t be deleted while an agent is under it.
    </Confirm>
  );
}
