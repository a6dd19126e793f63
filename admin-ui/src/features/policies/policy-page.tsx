import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { counted, moment } from '@/lib/format';
import { Button } from '@/components/button';
import { Confirm } from '@/components/dialog';
import { SelectField, TextAreaField } from '@/components/field';
import { Card, Facts, Page } from '@/components/page';
import { Failed, LoadingRows, ProblemNote } from '@/components/states';
import { useToasts } from '@/components/toast';
import { useMay } from '@/features/session/use-session';
import { policyQuery } from './api/get-policy';
import { modes, type Policy } from './api/policy';
import { deletePolicy, putPolicy } from './api/write-policy';
import { ModeTag } from './mode-tag';
import { RegoView } from './rego-view';

export function PolicyPage() {
  const { id = '' } = useParams();
  const { data: policy, error, refetch } = useQuery(policyQuery(id));
  const mayWrite = useMay('policies.write');
  const [editing, setEditing] = useState(false);

  return (
    <Page
      title={policy?.name ?? 'Policy'}
      above={
        <Link to="/policies" className="text-sm text-ink-2 hover:text-ink">
          Policies /
        </Link>
      }
      actions={
        policy &&
        mayWrite &&
        !editing && (
          <>
            <DeletePolicyButton policy={policy} />
            <Button onClick={() => setEditing(true)}>Edit</Button>
          </>
        )
      }
    >
      {error ? (
        <Failed what="This policy can't be shown." failure={error} retry={() => void refetch()} />
      ) : !policy ? (
        <LoadingRows label="Loading the policy" />
      ) : (
        <div className="grid items-start gap-4 pb-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
          {editing ? <Editor policy={policy} onDone={() => setEditing(false)} /> : (
            <Card title="Rego">
              <RegoView rego={policy.rego} />
            </Card>
          )}
          <Card title="About" className="max-xl:order-first">
            <div className="p-4">
              <Facts
                facts={[
                  ['Mode', <ModeTag mode={policy.mode} />],
                  ['Id', <code className="font-mono text-xs">{policy.id}</code>],
                  ['Version', policy.version],
                  ['Attached to', counted(policy.attached_agents, 'agent')],
                  ['Owner', policy.owner ?? '—'],
                  ['Created', moment(policy.created_at)],
                  ['Changed', moment(policy.updated_at)],
                ]}
              />
            </div>
          </Card>
        </div>
      )}
    </Page>
  );
}

function DeletePolicyButton({ policy }: { policy: Policy }) {
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

function Editor({ policy, onDone }: { policy: Policy; onDone: () => void }) {
  const client = useQueryClient();
  const { say } = useToasts();
  const [rego, setRego] = useState(policy.rego);
  const [mode, setMode] = useState(policy.mode);
  const save = useMutation({
    mutationFn: () => putPolicy(policy.id, { name: policy.name, rego, mode }),
    onSuccess: async (saved) => {
      say(`Version ${saved.version} of ${saved.name} is in force.`);
      await client.invalidateQueries({ queryKey: ['policies'] });
      onDone();
    },
  });
  return (
    <Card title="Edit">
      <form
        className="flex flex-col gap-3 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <SelectField
          label="Mode"
          value={mode}
          choices={modes.map((value) => ({ value, label: value }))}
          onChange={(event) => setMode(event.target.value)}
        />
        <TextAreaField
          label="Rego"
          rows={18}
          spellCheck={false}
          className="font-mono text-sm whitespace-pre"
          value={rego}
          onChange={(event) => setRego(event.target.value)}
        />
        <ProblemNote failure={save.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onDone}>Cancel</Button>
          <Button type="submit" look="primary" disabled={save.isPending}>
            {save.isPending ? 'Compiling…' : 'Save a new version'}
          </Button>
        </div>
      </form>
    </Card>
  );
}
