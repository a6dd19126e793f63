import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { CheckField, SelectField, TextAreaField, TextField } from '@/components/field';
import { FileDrop } from '@/components/file-drop';
import { ProblemNote } from '@/components/states';
import { useToasts } from '@/components/toast';
import { agentTypes, type Agent } from './api/agent';
import { registerAgent, type Registration } from './api/register-agent';
import { CodeProblem } from './code-problem';
import { StartProgress } from './start-progress';


const blank = { name: '', version: '1.0.0', type: 'custom', owner: '', description: '', deploy: true };

/** Opens the form that uploads an agent; it closes when the upload is accepted. */
export function RegisterAgentButton({ onRegistered }: { onRegistered: (agent: Agent) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="primary" icon="plus" onClick={() => setOpen(true)}>
        Register agent
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Register an agent"
        description="One file: a Python agent (.py) or a jar. It is checked in a sandbox before anything runs."
      >
        <RegisterForm
          onCancel={() => setOpen(false)}
          onRegistered={(agent) => {
            setOpen(false);
            onRegistered(agent);
          }}
        />
      </Dialog>
    </>
  );
}

function RegisterForm({ onCancel, onRegistered }: { onCancel: () => void; onRegistered: (agent: Agent) => void }) {
  const client = useQueryClient();
  const { say, complain } = useToasts();
  const [fields, setFields] = useState(blank);
  const [code, setCode] = useState<File | null>(null);
  const [requirements, setRequirements] = useState<File | null>(null);
  const change = (part: Partial<typeof blank>) => setFields((now) => ({ ...now, ...part }));

  const register = useMutation({
    mutationFn: (wanted: Registration) => registerAgent(wanted),
    onSuccess: async (agent) => {
      say(`${agent.name} is registered.`);
      agent.warnings?.forEach(complain);
      onRegistered(agent);
      await client.invalidateQueries({ queryKey: ['agents', 'list'] });
    },
  });

  function takeCode(file: File | null) {
    setCode(file);
    if (file && fields.name === '') {
      change({ name: file.name.replace(/\.(py|jar)$/, '').replaceAll(/[^A-Za-z0-9 ._-]/g, '-') });
    }
  }

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (code) {
      register.mutate({ ...fields, code, requirements });
    }
  }

  return (
    <form className="flex min-h-0 flex-col" onSubmit={submit}>
      <div className="grid min-h-0 grid-cols-2 gap-x-4 gap-y-3.5 overflow-y-auto px-5 py-4">
        <FileDrop label="Code" accept=".py,.jar" hint=".py up to 1 MB, .jar up to 64 MB" required file={code} onFile={takeCode} />
        <FileDrop
          label="Requirements"
          accept=".txt"
          hint="requirements.txt, if it needs one"
          file={requirements}
          onFile={setRequirements}
        />
        <TextField label="Name" required maxLength={128} value={fields.name} onChange={(event) => change({ name: event.target.value })} />
        <TextField label="Version" required value={fields.version} onChange={(event) => change({ version: event.target.value })} />
        <SelectField
          label="Type"
          value={fields.type}
          choices={agentTypes
            .filter((type) => type !== 'langchain4j' || code?.name.endsWith('.jar') === true)
            .map((value) => ({ value, label: value }))}
          onChange={(event) => change({ type: event.target.value })}
        />
        <TextField label="Owner" value={fields.owner} onChange={(event) => change({ owner: event.target.value })} />
        <div className="col-span-2">
          <TextAreaField
            label="Description"
            rows={2}
            value={fields.description}
            onChange={(event) => change({ description: event.target.value })}
          />
        </div>
        <div className="col-span-2 flex flex-col gap-3">
          <CheckField
            label="Deploy after upload"
            checked={fields.deploy}
            onChange={(event) => change({ deploy: event.target.checked })}
          />
          <ProblemNote failure={register.error} />
          {register.error && register.variables.code === code && <CodeProblem file={register.variables.code} failure={register.error} />}
          {register.isPending && (
            <div className="rounded-md bg-sunken p-3">
              <StartProgress at="check" note={fields.deploy ? 'Uploading, and looking at it without network and secrets' : null} />
            </div>
          )}
        </div>
      </div>
      <footer className="flex items-center justify-end gap-2 border-t border-line px-5 py-3">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" disabled={register.isPending}>
          Register
        </Button>
      </footer>
    </form>
  );
}
