import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { moment } from '@/lib/format';
import { Button } from '@/components/button';
import { Confirm } from '@/components/dialog';
import { TextField } from '@/components/field';
import { Card } from '@/components/page';
import { Failed, LoadingRows, ProblemNote } from '@/components/states';
import { Table, Td, Th } from '@/components/table';
import { useToasts } from '@/components/toast';
import { deleteSecret, putSecret, secretsQuery } from './api/secrets';

/** Secrets by name and date; a value goes in and never comes out to people. */
export function SecretsCard({ agentId }: { agentId: string }) {
  const client = useQueryClient();
  const { say } = useToasts();
  const { data, error, refetch } = useQuery(secretsQuery(agentId));
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const again = () => client.invalidateQueries({ queryKey: secretsQuery(agentId).queryKey });

  const save = useMutation({
    mutationFn: () => putSecret(agentId, name.trim(), value),
    onSuccess: async () => {
      say(`The secret ${name.trim()} is saved.`);
      setName('');
      setValue('');
      await again();
    },
  });

  return (
    <Card title="Secrets">
      {error && !data ? (
        <Failed what="The secrets can't be listed." failure={error} retry={() => void refetch()} />
      ) : !data ? (
        <LoadingRows rows={2} label="Loading the secrets" />
      ) : data.length === 0 ? (
        <p className="px-4 pt-4 text-ink-2">No secrets yet. The agent reads one by name with aispm.get_secret.</p>
      ) : (
        <Table name="Secrets">
          <thead>
            <tr>
              <Th>Name</Th>
              <Th>Changed</Th>
              <Th>By</Th>
              <Th>
                <span className="sr-only">Act</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {data.map((secret) => (
              <tr key={secret.name}>
                <Td className="font-mono text-sm">{secret.name}</Td>
                <Td className="text-ink-2">{moment(secret.updated_at)}</Td>
                <Td>{secret.updated_by ?? '—'}</Td>
                <Td className="text-right">
                  <Confirm
                    title={`Delete the secret ${secret.name}?`}
                    act="Delete"
                    onConfirm={async () => {
                      await deleteSecret(agentId, secret.name);
                      await again();
                    }}
                    trigger={<Button look="danger-quiet">Delete</Button>}
                  >
                    The agent can’t read it from now on.
                  </Confirm>
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <form
        className="flex flex-wrap items-end gap-3 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <div className="min-w-40 flex-1">
          <TextField label="Secret name" required value={name} onChange={(event) => setName(event.target.value)} />
        </div>
        <div className="min-w-40 flex-1">
          <TextField
            label="Secret value"
            type="password"
            autoComplete="new-password"
            required
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
        </div>
        <Button type="submit" disabled={save.isPending || name.trim() === '' || value === ''}>
          Set secret
        </Button>
        <div className="w-full empty:hidden">
          <ProblemNote failure={save.error} />
        </div>
      </form>
    </Card>
  );
}
