import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { duration, moment } from '@/lib/format';
import { Button } from '@/components/button';
import { Confirm } from '@/components/dialog';
import { TextField } from '@/components/field';
import { Icon } from '@/components/icon';
import { Id } from '@/components/id';
import { Card, Facts, Page } from '@/components/page';
import { Failed, LoadingRows, ProblemNote } from '@/components/states';
import { useToasts } from '@/components/toast';
import { useMay } from '@/features/session/use-session';
import { connectorTypesQuery } from './api/connector-types';
import { integrationQuery } from './api/get-integration';
import type { ConnectorType, Integration } from './api/integration';
import {
  configureIntegration,
  deleteIntegration,
  renameIntegration,
  switchIntegration,
  testIntegration,
} from './api/write-integration';
import { fieldsOf, type Typed } from './field-values';
import { IntegrationEvents } from './integration-events';
import { RotateCard } from './rotate-card';
import { SchemaForm } from './schema-form';
import { ServerTools } from './server-tools';
import { StatusTag } from './status-tag';

export function IntegrationPage() {
  const { id = '' } = useParams();
  const integration = useQuery(integrationQuery(id));
  const types = useQuery(connectorTypesQuery);
  const failure = integration.error ?? types.error;
  const mayWrite = useMay('integrations.write');
  const type = types.data?.find((one) => one.connector_type === integration.data?.connector_type);

  return (
    <Page
      title={integration.data?.name ?? 'Integration'}
      above={
        <Link to="/integrations" className="text-sm text-ink-2 hover:text-ink">
          Integrations /
        </Link>
      }
      actions={integration.data && mayWrite && <Acts integration={integration.data} />}
    >
      {integration.data && type ? (
        <div className="grid items-start gap-4 pb-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="flex min-w-0 flex-col gap-4">
            <Configuration integration={integration.data} type={type} readOnly={!mayWrite} />
            {integration.data.connector_type === 'mcp_server' && <ServerTools integrationId={integration.data.id} />}
            <IntegrationEvents id={integration.data.id} />
          </div>
          <div className="flex flex-col gap-4 max-xl:order-first">
            <Card title="About">
              <div className="p-4">
                <Facts
                  facts={[
                    ['Status', <StatusTag integration={integration.data} />],
                    ['Type', type.label],
                    ['Vendor', integration.data.vendor ?? '—'],
                    ['Category', integration.data.category ?? '—'],
                    ['Id', <Id value={integration.data.id} label="the id" />],
                    ['Changed', moment(integration.data.updated_at)],
                  ]}
                />
              </div>
            </Card>
            {mayWrite && <Trial id={integration.data.id} />}
            {mayWrite && <RotateCard integration={integration.data} type={type} />}
          </div>
        </div>
      ) : failure ? (
        <Failed
          what="This integration can't be shown."
          failure={failure}
          retry={() => {
            void integration.refetch();
            void types.refetch();
          }}
        />
      ) : (
        <LoadingRows label="Loading the integration" />
      )}
    </Page>
  );
}

function Configuration({ integration, type, readOnly }: { integration: Integration; type: ConnectorType; readOnly: boolean }) {
  const client = useQueryClient();
  const { say } = useToasts();
  const [name, setName] = useState<string | null>(null);
  const [typed, setTyped] = useState<Typed>({});

  const save = useMutation({
    mutationFn: async () => {
      if (name !== null && name.trim() !== integration.name) {
        await renameIntegration(integration.id, name.trim());
      }
      return configureIntegration(integration.id, fieldsOf(type.fields, typed));
    },
    onSuccess: async (saved) => {
      say(`${saved.name} is saved and counts for the next call.`);
      setTyped({});
      setName(null);
      await client.invalidateQueries({ queryKey: ['integrations'] });
    },
  });

  return (
    <Card title="Configuration">
      <form
        className="flex flex-col gap-4 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextField
          label="Name"
          required
          disabled={readOnly}
          value={name ?? integration.name}
          onChange={(event) => setName(event.target.value)}
        />
        <SchemaForm
          fields={type.fields}
          integration={integration}
          typed={typed}
          readOnly={readOnly}
          onType={(key, value) => setTyped((now) => ({ ...now, [key]: value }))}
        />
        <ProblemNote failure={save.error} />
        {!readOnly && (
          <div className="flex justify-end">
            <Button type="submit" look="primary" disabled={save.isPending}>
              {save.isPending ? 'Saving…' : 'Save'}
            </Button>
          </div>
        )}
      </form>
    </Card>
  );
}

function Trial({ id }: { id: string }) {
  const client = useQueryClient();
  const trial = useMutation({
    mutationFn: () => testIntegration(id),
    onSettled: () => client.invalidateQueries({ queryKey: ['integrations', id] }),
  });
  return (
    <Card title="Connection">
      <div className="flex flex-col gap-3 p-4">
        <p className="text-ink-2">Calls it once with what is saved.</p>
        <Button className="self-start" disabled={trial.isPending} onClick={() => trial.mutate()}>
          {trial.isPending ? 'Testing…' : 'Test'}
        </Button>
        {trial.data && (
          <p
            role="status"
            className={`flex gap-2 rounded-md px-3 py-2 ${trial.data.ok ? 'bg-good-soft text-good' : 'bg-bad-soft text-bad'}`}
          >
            <Icon name={trial.data.ok ? 'check' : 'alert'} className="mt-0.5 size-4" />
            <span className="min-w-0 break-words">
              {trial.data.message ?? (trial.data.ok ? 'It answered.' : 'It did not answer.')}{' '}
              <span className="whitespace-nowrap">({duration(trial.data.latency_ms)})</span>
            </span>
          </p>
        )}
        <ProblemNote failure={trial.error} />
      </div>
    </Card>
  );
}

function Acts({ integration }: { integration: Integration }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const { say } = useToasts();
  const again = () => client.invalidateQueries({ queryKey: ['integrations'] });
  const flip = useMutation({ mutationFn: () => switchIntegration(integration.id, !integration.enabled), onSettled: again });
  return (
    <>
      <ProblemNote failure={flip.error} />
      {integration.connector_type !== 'agent-runtime' && (
        <Confirm
          title={`Delete ${integration.name}?`}
          act="Delete"
          onConfirm={async () => {
            await deleteIntegration(integration.id);
            say(`${integration.name} is deleted.`);
            await navigate('/integrations');
            await client.invalidateQueries({ queryKey: ['integrations', 'list'] });
          }}
          trigger={
            <Button look="danger-quiet" icon="trash">
              Delete
            </Button>
          }
        >
          Its settings and credentials are removed for good. Calls that need it are refused from then on.
        </Confirm>
      )}
      <Button disabled={flip.isPending} onClick={() => flip.mutate()}>
        {integration.enabled ? 'Disable' : 'Enable'}
      </Button>
    </>
  );
}
