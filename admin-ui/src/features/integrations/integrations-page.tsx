import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { ago } from '@/lib/format';
import { Card, Page } from '@/components/page';
import { SearchBox } from '@/components/search-box';
import { Empty, Failed, LoadingRows } from '@/components/states';
import { More, Table, Td, Th } from '@/components/table';
import { useMay } from '@/features/session/use-session';
import { AddIntegrationButton } from './add-integration-dialog';
import type { Integration } from './api/integration';
import { integrationsQuery } from './api/list-integrations';
import { StatusTag } from './status-tag';

export function IntegrationsPage() {
  const query = useInfiniteQuery(integrationsQuery);
  const mayWrite = useMay('integrations.write');
  const [search, setSearch] = useState('');
  const every = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const shown = every.filter((one) =>
    `${one.name} ${one.connector_type} ${one.vendor ?? ''} ${one.category ?? ''}`.toLowerCase().includes(search.trim().toLowerCase()),
  );
  const categories = [...new Set(shown.map((one) => one.category ?? 'Other'))].sort();

  function lists() {
    if (query.isPending) {
      return (
        <Card>
          <LoadingRows label="Loading the integrations" />
        </Card>
      );
    }
    if (query.isError && !query.data) {
      return (
        <Card>
          <Failed what="The integrations can't be listed." failure={query.error} retry={() => void query.refetch()} />
        </Card>
      );
    }
    if (shown.length === 0) {
      return (
        <Card>
          <Empty icon="integrations" title={every.length === 0 ? 'No integrations yet' : 'No integration matches.'}>
            {every.length === 0 ? 'Add a model provider so that agents can think.' : null}
          </Empty>
        </Card>
      );
    }
    return (
      <>
        {categories.map((category) => (
          <Card key={category} title={category}>
            <Rows name={category} rows={shown.filter((one) => (one.category ?? 'Other') === category)} />
          </Card>
        ))}
        <More has={query.hasNextPage} busy={query.isFetchingNextPage} load={() => void query.fetchNextPage()} />
      </>
    );
  }

  return (
    <Page
      title="Integrations"
      lead="What agents reach, and only through the gateways."
      actions={mayWrite && <AddIntegrationButton />}
    >
      <div className="flex pb-3">
        <SearchBox label="Search integrations" value={search} onChange={setSearch} />
      </div>
      <div className="flex flex-col gap-4 pb-6">{lists()}</div>
    </Page>
  );
}

function Rows({ name, rows }: { name: string; rows: Integration[] }) {
  return (
    <Table name={name} className="table-fixed">
      <thead>
        <tr>
          <Th>Name</Th>
          <Th className="w-56">Type</Th>
          <Th className="w-48">Vendor</Th>
          <Th className="w-32">Status</Th>
          <Th className="w-32">Changed</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr key={one.id} className="relative hover:bg-hover">
            <Td>
              <Link to={`/integrations/${one.id}`} className="block truncate font-medium after:absolute after:inset-0">
                {one.name}
              </Link>
            </Td>
            <Td className="font-mono text-xs text-ink-2">{one.connector_type}</Td>
            <Td>{one.vendor ?? <span className="text-ink-3">—</span>}</Td>
            <Td>
              <StatusTag integration={one} />
            </Td>
            <Td className="text-ink-2">{ago(one.updated_at)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
