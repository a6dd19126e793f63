import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useNow } from '@/lib/use-now';
import { Filter } from '@/components/field';
import { Page } from '@/components/page';
import { Empty, Failed, LoadingRows } from '@/components/states';
import { More } from '@/components/table';
import { useAgentNames } from '@/features/agents/use-agent-names';
import { approvalStates } from '@/features/approvals/api/approval';
import { approvalsQuery } from '@/features/approvals/api/list-approvals';
import { ApprovalDetail } from '@/features/approvals/approval-detail';
import { ApprovalTable } from '@/features/approvals/approval-table';

const choices = [...approvalStates.map((value) => ({ value, label: value })), { value: 'all', label: 'any state' }];

/** Calls that a policy wants a person to agree to. */
export function ApprovalsPage() {
  const [search, setSearch] = useSearchParams();
  const state = search.get('state') ?? 'pending';
  const query = useInfiniteQuery(approvalsQuery(state === 'all' ? '' : state));
  const approvals = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const agentName = useAgentNames(approvals.map(({ agent_id }) => agent_id));
  const now = useNow();
  const selected = approvals.find(({ id }) => id === search.get('id'));

  function go(id: string | null, wanted = state) {
    setSearch({ ...(wanted === 'pending' ? {} : { state: wanted }), ...(id === null ? {} : { id }) });
  }

  function list() {
    if (query.isPending) {
      return <LoadingRows label="Loading the approvals" />;
    }
    if (query.isError && !query.data) {
      return <Failed what="The approvals can't be listed." failure={query.error} retry={() => void query.refetch()} />;
    }
    if (approvals.length === 0) {
      return state === 'pending' ? (
        <Empty icon="check" title="Nothing waits for a decision">
          When a policy decides <code className="font-mono">escalate</code>, the call is refused at once and waits here for a person. Once it is
          approved, the same call goes through.
        </Empty>
      ) : (
        <Empty icon="search" title={state === 'all' ? 'No approvals yet' : `None is ${state}.`} />
      );
    }
    return (
      <>
        <ApprovalTable approvals={approvals} selectedId={selected?.id ?? null} now={now} agentName={agentName} onSelect={({ id }) => go(id)} />
        <More has={query.hasNextPage} busy={query.isFetchingNextPage} load={() => void query.fetchNextPage()} />
      </>
    );
  }

  return (
    <Page title="Approvals" lead="Calls that a policy wants a person to agree to.">
      <div className="flex flex-wrap items-center gap-2 pb-3">
        <Filter label="State" value={state} choices={choices} onChange={(wanted) => go(null, wanted)} />
        {query.isError && query.data && (
          <span role="status" className="text-warn">
            Can’t refresh just now; showing what was last seen.
          </span>
        )}
      </div>
      <div className="flex min-h-0 flex-1 gap-4 pb-6">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col overflow-auto rounded-lg border border-line bg-surface">{list()}</div>
        {selected && <ApprovalDetail approval={selected} now={now} agentName={agentName} onClose={() => go(null)} />}
      </div>
    </Page>
  );
}
