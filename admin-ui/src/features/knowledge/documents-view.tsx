import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { cx } from '@/lib/class-names';
import { ago, count } from '@/lib/format';
import { Empty, Failed, LoadingRows } from '@/components/states';
import { More, Table, Td, Th } from '@/components/table';
import { documentsQuery } from './api/document';
import { DocumentPanel } from './document-panel';
import { DocumentState } from './state-tag';

/** Every document of the tenant, those that wait for an approval too. */
export function DocumentsView({ q }: { q: string }) {
  const query = useInfiniteQuery(documentsQuery(q));
  const documents = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const [openId, setOpenId] = useState<string | null>(null);
  const open = documents.find(({ id }) => id === openId);

  function list() {
    if (query.isPending) {
      return <LoadingRows label="Loading the documents" />;
    }
    if (query.isError && !query.data) {
      return <Failed what="The documents can't be listed." failure={query.error} retry={() => void query.refetch()} />;
    }
    if (documents.length === 0) {
      return q === '' ? (
        <Empty icon="inventory" title="No documents yet">
          Agents search what was approved and linked to them, by the tool knowledge_search.
        </Empty>
      ) : (
        <Empty icon="search" title="No document matches." />
      );
    }
    return (
      <>
        <Table name="Documents" className="table-fixed">
          <thead>
            <tr>
              <Th>Name</Th>
              <Th className="w-20 text-right">Version</Th>
              <Th className="w-28">State</Th>
              <Th className="w-32 text-right">Characters</Th>
              {!open && <Th className="w-36">Added by</Th>}
              <Th className="w-28">Added</Th>
            </tr>
          </thead>
          <tbody>
            {documents.map((one) => (
              <tr key={one.id} aria-current={one === open ? 'true' : undefined} className={cx('relative', one === open ? 'bg-accent-soft' : 'hover:bg-hover')}>
                <Td>
                  <button type="button" aria-pressed={one === open} className="block w-full truncate text-left font-medium after:absolute after:inset-0" onClick={() => setOpenId(one.id)}>
                    {one.name}
                  </button>
                </Td>
                <Td className="text-right">{one.version ?? '—'}</Td>
                <Td>
                  <DocumentState state={one.state} />
                </Td>
                <Td className="text-right">{count(one.characters)}</Td>
                {!open && <Td className="truncate">{one.created_by ?? '—'}</Td>}
                <Td className="text-ink-2">{ago(one.created_at)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
        <More has={query.hasNextPage} busy={query.isFetchingNextPage} load={() => void query.fetchNextPage()} />
      </>
    );
  }

  return (
    <div className="flex min-h-0 flex-1 gap-4">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col overflow-auto rounded-lg border border-line bg-surface">{list()}</div>
      {open && <DocumentPanel key={open.id} document={open} onClose={() => setOpenId(null)} />}
    </div>
  );
}
