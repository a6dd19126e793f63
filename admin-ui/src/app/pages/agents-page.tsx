import { useInfiniteQuery } from '@tanstack/react-query';
import type { SortingState } from '@tanstack/react-table';
import { useDeferredValue, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { counted } from '@/lib/format';
import { useRest } from '@/lib/use-rest';
import { Button } from '@/components/button';
import { Filter } from '@/components/field';
import { Page } from '@/components/page';
import { SearchBox } from '@/components/search-box';
import { Empty, Failed, LoadingRows } from '@/components/states';
import { More } from '@/components/table';
import { AgentPreview } from '@/features/agents/agent-preview';
import { AgentTable } from '@/features/agents/agent-table';
import { agentTypes, runtimeStates, type Agent } from '@/features/agents/api/agent';
import { agentsQuery, everyAgent, type AgentFilter } from '@/features/agents/api/list-agents';
import { BulkBar } from '@/features/agents/bulk-bar';
import { RegisterAgentButton } from '@/features/agents/register-dialog';
import { AttachToSeveral } from '@/features/policies/attach-to-several';
import { LinkedPolicies } from '@/features/policies/linked-policies';
import { useMay } from '@/features/session/use-session';

const any = (label: string, values: string[]) => [{ value: '', label }, ...values.map((value) => ({ value, label: value }))];

export function AgentsPage() {
  const [search, setSearch] = useSearchParams();
  const filter: AgentFilter = { q: search.get('q') ?? '', state: search.get('state') ?? '', type: search.get('type') ?? '' };
  const setFilter = (wanted: AgentFilter) => setSearch(Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== '')), { replace: true });
  const q = useDeferredValue(filter.q);
  const query = useInfiniteQuery(agentsQuery({ ...filter, q: q.trim() }));
  const [selected, setSelected] = useState<Agent | null>(null);
  const mayEdit = useMay('agents.edit');
  const maySeePolicies = useMay('policies.read');

  const [ticked, setTicked] = useState<string[]>([]);
  const mayRun = useMay('agents.run');

  const agents = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
  const tickedIds = useMemo(() => new Set(ticked), [ticked]);
  const together = useMemo(() => agents.filter(({ id }) => tickedIds.has(id)), [agents, tickedIds]);
  const [sorting, setSorting] = useState<SortingState>([]);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  useRest(query, sorting.length > 0);
  const filtered = filter.q !== '' || filter.state !== '' || filter.type !== '';

  /** What stands below the table's head where there are no rows. */
  function inPlaceOfRows() {
    if (query.isPending) {
      return <LoadingRows rows={8} label="Loading the agents" />;
    }
    if (query.isError && !query.data) {
      return <Failed what="The agents can't be listed." failure={query.error} retry={() => void query.refetch()} />;
    }
    if (agents.length > 0) {
      return null;
    }
    return filtered ? (
      <Empty
        icon="search"
        title="No agent matches."
        action={<Button onClick={() => setFilter(everyAgent)}>Clear the filters</Button>}
      />
    ) : (
      <Empty icon="agents" title="No agents yet">
        {mayEdit
          ? 'Register one: a single Python file with a top-level async def main is enough.'
          : 'An operator or admin can register the first one.'}
      </Empty>
    );
  }

  return (
    <Page
      title="Agents"
      lead="Uploaded agents, each in its own sandbox."
      actions={mayEdit && <RegisterAgentButton onRegistered={setSelected} />}
    >
      <div className="flex flex-wrap items-center gap-2 pb-3">
        <SearchBox label="Search agents" value={filter.q} onChange={(text) => setFilter({ ...filter, q: text })} />
        <Filter
          label="State"
          value={filter.state}
          choices={any('Any state', runtimeStates)}
          onChange={(state) => setFilter({ ...filter, state })}
        />
        <Filter
          label="Agent type"
          value={filter.type}
          choices={any('Any type', agentTypes)}
          onChange={(type) => setFilter({ ...filter, type })}
        />
        {query.isError && query.data && (
          <span role="status" className="text-warn">
            Can’t refresh just now; showing what was last seen.
          </span>
        )}
      </div>
      {together.length > 0 && (
        <BulkBar agents={together} onDone={() => setTicked([])}>
          {(bulk, busy) => <AttachToSeveral disabled={busy} each={(act) => bulk(together, act)} />}
        </BulkBar>
      )}
      <div className="flex min-h-0 flex-1 gap-4 pb-6">
        <div ref={setScroller} className="flex min-h-0 min-w-0 flex-1 row-scroller flex-col rounded-lg border border-line bg-surface">
          <AgentTable
            agents={agents}
            more={query.isPending || query.hasNextPage}
            sorting={sorting}
            onSort={(change) => {
              setSorting(change);
              scroller?.scrollTo({ top: 0 });
            }}
            scroller={scroller}
            selectedId={selected?.id ?? null}
            ticks={mayRun ? { ids: tickedIds, set: setTicked } : null}
            onSelect={setSelected}
          />
          {inPlaceOfRows()}
          <More has={query.hasNextPage} busy={query.isFetchingNextPage} load={() => void query.fetchNextPage()}>
            {sorting.length > 0 && `Sorted among the newest ${counted(agents.length, 'agent')}.`}
          </More>
        </div>
        {selected && (
          <AgentPreview
            key={selected.id}
            listed={agents.find((agent) => agent.id === selected.id) ?? selected}
            onClose={() => setSelected(null)}
          >
            {maySeePolicies && (
              <div className="border-t border-line pt-3">
                <LinkedPolicies agentId={selected.id} />
              </div>
            )}
          </AgentPreview>
        )}
      </div>
    </Page>
  );
}
