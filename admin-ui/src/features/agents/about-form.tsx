import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/button';
import { SelectField, TextAreaField, TextField } from '@/components/field';
import { ProblemNote } from '@/components/states';
import { useToasts } from '@/components/toast';
import { policyStatuses, risks, type Agent } from './api/agent';
import { agentQuery } from './api/get-agent';
import { patchAgent, type AgentPatch } from './api/patch-agent';

const words = (values: string[]) => values.map((value) => ({ value, label: value }));

/** What people say of an agent; none of it changes how it runs. */
export function AboutForm({ agent, readOnly }: { agent: Agent; readOnly: boolean }) {
  const client = useQueryClient();
  const { say } = useToasts();
  const [patch, setPatch] = useState<AgentPatch>({});
  const change = (part: AgentPatch) => setPatch((now) => ({ ...now, ...part }));

  const save = useMutation({
    mutationFn: () => patchAgent(agent.id, patch),
    onSuccess: (saved) => {
      say('The description is saved.');
      setPatch({});
      client.setQueryData(agentQuery(agent.id).queryKey, saved);
    },
  });
  const now = { ...agent, ...patch };

  return (
    <form
      className="p-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <fieldset disabled={readOnly} className="grid grid-cols-3 gap-x-4 gap-y-3">
        <TextField label="Owner" value={now.owner ?? ''} onChange={(event) => change({ owner: event.target.value })} />
        <SelectField label="Risk" choices={words(risks)} value={now.risk ?? 'low'} onChange={(event) => change({ risk: event.target.value })} />
        <SelectField
          label="Policy status"
          choices={words(policyStatuses)}
          value={now.policy_status ?? 'none'}
          onChange={(event) => change({ policy_status: event.target.value })}
        />
        <div className="col-span-3">
          <TextAreaField
            label="Description"
            rows={2}
            value={now.description ?? ''}
            onChange={(event) => change({ description: event.target.value })}
          />
        </div>
        <div className="col-span-3 flex flex-col gap-3">
          <ProblemNote failure={save.error} />
          {!readOnly && (
            <Button
              type="submit"
              look="primary"
              className="self-end"
              disabled={save.isPending || Object.keys(patch).length === 0}
            >
              Save description
            </Button>
          )}
        </div>
      </fieldset>
    </form>
  );
}
