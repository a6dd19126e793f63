import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { ago, count } from '@/lib/format';
import { Card, Page } from '@/components/page';
import { SearchBox } from '@/components/search-box';
import { Empty, Failed, LoadingRows } from '@/components/states';
import { More, Table, Td, Th } from '@/components/table';
import { useMay } from '@/features/session/use-session';
import { policiesQuery } from './api/list-policies';
import { CreatePolicyButton } from './create-policy-dialog';
import { ModeTag } from './mode-tag';

export function PoliciesPage() {
  const query = useInfiniteQuery(policiesQuery);
  const mayWrite = useMay('policies.write');
  const [search, setSearch] = useState('');
  const every = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const shown = every.filter(({ id, name }) => `${id} ${name}`.toLowerCase().includes(search.trim().toLowerCase()));

  function list() {
    if (query.isPending) {
      return <LoadingRows label="Loading the policies" />;
    }
    if (query.isError && !query.data) {
      return <Failed what="The policies can't be listed." failure={query.error} retry={() => void query.refetch()} />;
    }
    if (every.length === 0) {
      return (
        <Empty icon="policies" title="No policies yet">
          The platform’s base rules decide until one is attached to an agent.
        </Empty>
      );
    }
    if (shown.length === 0) {
      return <Empty icon="search" title="No policy matches." />;
    }
    return (
      <>
        <Table name="Policies">
          <thead>
            <tr>
              <Th>Name</Th>
              <Th>Id</Th>
              <Th>Mode</Th>
              <Th className="text-right">Version</Th>
              <Th className="text-right">Agents</Th>
              <Th>Owner</Th>
              <Th>Changed</Th>
            </tr>
          </thead>
          <tbody>
            {shown.map((policy) => (
              <tr key={policy.id} className="relative hover:bg-hover">
                <Td>
                  <Link to={`/policies/${policy.id}`} className="font-medium after:absolute after:inset-0">
                    {policy.name}
                  </Link>
                </Td>
                <Td className="font-mono text-xs text-ink-2">{policy.id}</Td>
                <Td>
                  <ModeTag mode={policy.mode} />
                </Td>
                <Td className="text-right">{policy.version}</Td>
                <Td className="text-right">{count(policy.attached_agents)}</Td>
                <Td>{policy.owner ?? <span className="text-ink-3">—</span>}</Td>
                <Td className="text-ink-2">{ago(policy.updated_at)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
        <More has={query.hasNextPage} busy={query.isFetchingNextPage} load={() => void query.fetchNextPage()} />
      </>
    );
  }

  return (
    <Page
      title="Policies"
      lead="What an agent may say, ask and use, decided on every turn."
      actions={mayWrite && <CreatePolicyButton />}
    >
      <div className="flex pb-3">
        <SearchBox label="Search policies" value={search} onChange={setSearch} />
      </div>
      <Card className="mb-6 flex min-h-0 flex-col overflow-auto">{list()}</Card>
    </Page>
  );
}
