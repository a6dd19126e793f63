import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { TextField } from '@/components/field';
import { Icon } from '@/components/icon';
import { Failed, LoadingRows, ProblemNote } from '@/components/states';
import { useToasts } from '@/components/toast';
import { connectorTypesQuery } from './api/connector-types';
import type { ConnectorType } from './api/integration';
import { createIntegration } from './api/write-integration';
import { apart, fieldsOf, type Typed } from './field-values';
import { SchemaForm } from './schema-form';

/** The platform's own row is there from the start and can't be made twice. */
const MADE_BY_ITSELF = 'agent-runtime';

export function AddIntegrationButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="primary" icon="plus" onClick={() => setOpen(true)}>
        Add integration
      </Button>
      <Dialog open={open} onOpenChange={setOpen} wide title="Add an integration" description="Models, search and tools that agents reach through the gateways.">
        <Catalogue onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Catalogue({ onClose }: { onClose: () => void }) {
  const { data, error, refetch } = useQuery(connectorTypesQuery);
  const [chosen, setChosen] = useState<ConnectorType | null>(null);
  if (error && !data) {
    return <Failed what="The catalogue can't be read." failure={error} retry={() => void refetch()} />;
  }
  if (!data) {
    return <LoadingRows label="Loading the catalogue" />;
  }
  if (chosen) {
    return <NewForm type={chosen} onBack={() => setChosen(null)} onClose={onClose} />;
  }
  return (
    <ul className="grid min-h-0 grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-3 overflow-y-auto p-5">
      {data
        .filter((type) => type.connector_type !== MADE_BY_ITSELF)
        .map((type) => (
          <li key={type.connector_type}>
            <button
              type="button"
              onClick={() => setChosen(type)}
              className="flex h-full w-full items-start gap-3 rounded-md border border-line-strong p-3 text-left hover:border-accent hover:bg-hover"
            >
              <span className="grid size-9 shrink-0 place-items-center rounded-md bg-accent-soft font-semibold text-accent">
                {(type.vendor ?? type.label).slice(0, 2)}
              </span>
              <span className="min-w-0">
                <span className="block font-medium">{type.label}</span>
                <span className="block text-sm text-ink-3">{type.category ?? 'Other'}</span>
              </span>
            </button>
          </li>
        ))}
    </ul>
  );
}

function NewForm({ type, onBack, onClose }: { type: ConnectorType; onBack: () => void; onClose: () => void }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const { say } = useToasts();
  const [name, setName] = useState(type.label);
  const [typed, setTyped] = useState<Typed>({});

  const create = useMutation({
    mutationFn: () =>
      createIntegration({ connector_type: type.connector_type, name: name.trim(), ...apart(type.fields, fieldsOf(type.fields, typed)) }),
    onSuccess: async (made) => {
      say(`${made.name} is added.`);
      await client.invalidateQueries({ queryKey: ['integrations'] });
      onClose();
      await navigate(`/integrations/${made.id}`);
    },
  });

  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-5 py-4">
        <Button look="quiet" className="-ml-2 self-start px-2" onClick={onBack}>
          <Icon name="back" /> {type.label}
        </Button>
        <TextField label="Name" required value={name} onChange={(event) => setName(event.target.value)} />
        <SchemaForm
          fields={type.fields}
          integration={null}
          typed={typed}
          onType={(key, value) => setTyped((now) => ({ ...now, [key]: value }))}
        />
        <ProblemNote failure={create.error} />
      </div>
      <footer className="flex justify-end gap-2 border-t border-line px-5 py-3">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" disabled={create.isPending}>
          Save
        </Button>
      </footer>
    </form>
  );
}
