import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Empty, Failed, LoadingRows } from '@/components/states';
import { Table, Td, Th } from '@/components/table';
import { Tag } from '@/components/tag';
import { integrationsQuery } from './api/list-integrations';
import { modelsOf } from './models';
import { StatusTag } from './status-tag';

/** The models that agents can be answered by, and who serves each. */
export function ModelsTable({ q }: { q: string }) {
  const { data, error, refetch } = useInfiniteQuery(integrationsQuery);
  if (error && !data) {
    return <Failed what="The models can't be listed." failure={error} retry={() => void refetch()} />;
  }
  if (!data) {
    return <LoadingRows label="Loading the models" />;
  }
  const every = modelsOf(data.pages.flatMap((page) => page.rows));
  const models = every.filter(({ name, provider }) => `${name} ${provider.name}`.toLowerCase().includes(q.toLowerCase()));
  if (models.length === 0) {
    return (
      <Empty icon="integrations" title={every.length === 0 ? 'No models yet' : 'No model matches.'}>
        {every.length === 0 && 'Add a model provider under Integrations, and name its model.'}
      </Empty>
    );
  }
  return (
    <Table name="Models">
      <thead>
        <tr>
          <Th>Model</Th>
          <Th>Served by</Th>
          <Th>Type</Th>
          <Th>Use</Th>
          <Th>Status</Th>
        </tr>
      </thead>
      <tbody>
        {models.map(({ name, provider, isDefault, role }) => (
          <tr key={`${provider.id} ${name}`} className="relative hover:bg-hover">
            <Td className="font-mono text-sm font-semibold">{name}</Td>
            <Td>
              <Link to={`/integrations/${provider.id}`} className="after:absolute after:inset-0">
                {provider.name}
              </Link>
            </Td>
            <Td className="font-mono text-xs text-ink-2">{provider.connector_type}</Td>
            <Td>
              {isDefault ? <Tag tone="accent">default</Tag> : <span className="text-ink-2">{role === 'first' ? 'the integration’s own' : 'allowed on demand'}</span>}
            </Td>
            <Td>
              <StatusTag integration={provider} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
