import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useNavigate } from 'react-router';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { SelectField, TextAreaField, TextField } from '@/components/field';
import { ProblemNote } from '@/components/states';
import { useToasts } from '@/components/toast';
import { templateQuery } from './api/get-template';
import { modes } from './api/policy';
import { createPolicy } from './api/write-policy';
import { fillTemplate, slugOf } from './template';

export function CreatePolicyButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="primary" icon="plus" onClick={() => setOpen(true)}>
        Create policy
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        wide
        title="Create a policy"
        description="It blocks when its condition holds, for the agents it is attached to."
      >
        <CreateForm onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function CreateForm({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const { say } = useToasts();
  const template = useQuery(templateQuery);
  const [name, setName] = useState('');
  const [mode, setMode] = useState('enforced');
  const [condition, setCondition] = useState('contains(lower(input.prompt), "salary")');
  const [reason, setReason] = useState('');
  const [written, setWritten] = useState<string | null>(null);

  const slug = slugOf(name);
  const filled = template.data ? fillTemplate(template.data.rego, { slug, condition, reason }) : '';
  const rego = written ?? filled;

  const create = useMutation({
    mutationFn: () => createPolicy({ id: slug, name: name.trim(), rego, mode }),
    onSuccess: async (policy) => {
      say(`${policy.name} is saved and in force where it is attached.`);
      await client.invalidateQueries({ queryKey: ['policies'] });
      onClose();
      await navigate(`/policies/${policy.id}`);
    },
  });

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    create.mutate();
  }

  return (
    <form className="flex min-h-0 flex-col" onSubmit={submit}>
      <div className="grid min-h-0 grid-cols-2 gap-x-4 gap-y-3.5 overflow-y-auto px-5 py-4">
        <TextField
          label="Name"
          required
          value={name}
          hint={name === '' ? 'Its id is made from it' : `id: ${slug}`}
          onChange={(event) => setName(event.target.value)}
        />
        <SelectField
          label="Mode"
          value={mode}
          choices={modes.filter((one) => one !== 'deprecated').map((value) => ({ value, label: value }))}
          onChange={(event) => setMode(event.target.value)}
        />
        {written === null && (
          <>
            <TextAreaField
              label="Condition"
              required
              className="font-mono text-sm"
              value={condition}
              hint="A Rego expression over input"
              onChange={(event) => setCondition(event.target.value)}
            />
            <TextAreaField
              label="Reason"
              required
              value={reason}
              hint="What the person reads when it blocks"
              onChange={(event) => setReason(event.target.value)}
            />
          </>
        )}
        <div className="col-span-2 flex flex-col gap-2">
          <TextAreaField
            label="Rego"
            rows={11}
            spellCheck={false}
            className="font-mono text-sm whitespace-pre"
            value={rego}
            hint={written === null ? 'From the template; type here to write it yourself.' : undefined}
            onChange={(event) => setWritten(event.target.value)}
          />
          {written !== null && (
            <Button look="quiet" icon="retry" className="self-start" onClick={() => setWritten(null)}>
              Back to the template
            </Button>
          )}
          <ProblemNote failure={create.error ?? template.error} />
        </div>
      </div>
      <footer className="flex justify-end gap-2 border-t border-line px-5 py-3">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" disabled={create.isPending || rego === ''}>
          {create.isPending ? 'Compiling…' : 'Create'}
        </Button>
      </footer>
    </form>
  );
}
