import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import { Card } from '@/components/page';
import { ProblemNote } from '@/components/states';
import { useToasts } from '@/components/toast';
import type { ConnectorType, Integration } from './api/integration';
import { rotateCredentials } from './api/write-integration';

/** Replaces stored credentials; the old ones are gone from the next call on. */
export function RotateCard({ integration, type }: { integration: Integration; type: ConnectorType }) {
  const client = useQueryClient();
  const { say } = useToasts();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const secrets = type.fields.filter((field) => field.secret);
  const stored = new Map(integration.credentials?.filter(({ configured }) => configured).map(({ key, hint }) => [key, hint]));

  const rotate = useMutation({
    mutationFn: () => rotateCredentials(integration.id, Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ''))),
    onSuccess: async () => {
      say('The new credentials count from the next call on.');
      setTyped({});
      setOpen(false);
      await client.invalidateQueries({ queryKey: ['integrations'] });
    },
  });

  if (stored.size === 0) {
    return null;
  }
  return (
    <Card title="Credentials">
      <div className="flex flex-col gap-3 p-4">
        <ul className="flex flex-col gap-1">
          {secrets
            .filter(({ key }) => stored.has(key))
            .map(({ key, label }) => (
              <li key={key} className="flex justify-between gap-3">
                {label} <span className="font-mono text-sm text-ink-2">{stored.get(key) ?? 'stored'}</span>
              </li>
            ))}
        </ul>
        {open ? (
          <form
            className="flex flex-col gap-3"
            onSubmit={(event) => {
              event.preventDefault();
              rotate.mutate();
            }}
          >
            {secrets.map(({ key, label }) => (
              <TextField
                key={key}
                label={`New ${label}`}
                type="password"
                autoComplete="new-password"
                value={typed[key] ?? ''}
                onChange={({ target: { value } }) => setTyped((now) => ({ ...now, [key]: value }))}
              />
            ))}
            <ProblemNote failure={rotate.error} />
            <span className="flex gap-2">
              <Button type="submit" look="primary" disabled={rotate.isPending || Object.values(typed).every((value) => value === '')}>
                Replace
              </Button>
              <Button onClick={() => setOpen(false)}>Cancel</Button>
            </span>
          </form>
        ) : (
          <Button icon="key" className="self-start" onClick={() => setOpen(true)}>
            Rotate
          </Button>
        )}
      </div>
    </Card>
  );
}
