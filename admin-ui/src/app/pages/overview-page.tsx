import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { count } from '@/lib/format';
import { useNow } from '@/lib/use-now';
import { useRest } from '@/lib/use-rest';
import { ButtonLink } from '@/components/button';
import { Card, Page } from '@/components/page';
import { Segments } from '@/components/segments';
import { Empty, Failed, LoadingRows, ProblemNote } from '@/components/states';
import { runtimeStates, type Agent } from '@/features/agents/api/agent';
import { agentsQuery, everyAgent } from '@/features/agents/api/list-agents';
import { StatePip } from '@/features/agents/state-pip';
import { approvalsQuery } from '@/features/approvals/api/list-approvals';
import { kindOf, left } from '@/features/approvals/words';
import { summaryQuery, windows } from '@/features/lineage/api/summary';
import { Busiest } from '@/features/lineage/busiest';
import { Failures } from '@/features/lineage/failures';
import { SummaryCards, SummaryCardsLoading } from '@/features/lineage/summary-cards';

const choices = windows.map((value) => ({ value, label: value }));

/** How the tenant's agents are and what they did, from their own states and events. */
export function OverviewPage() {
  const [search, setSearch] = useSearchParams();
  const window = windows.find((one) => one === search.get('window')) ?? '24h';
  const query = useInfiniteQuery(agentsQuery(everyAgent));
  useRest(query, true);
  const agents = query.data?.pages.flatMap((page) => page.rows) ?? [];

  function content() {
    if (query.isPending) {
      return <LoadingRows rows={10} label="Loading the overview" />;
    }
    if (query.isError && !query.data) {
      return <Failed what="The overview can't be drawn." failure={query.error} retry={() => void query.refetch()} />;
    }
    if (agents.length === 0) {
      return (
        <Empty icon="agents" title="No agents yet" action={<ButtonLink look="primary" to="/agents">Go to the agents</ButtonLink>}>
          Once one is registered, its state, its turns and what was decided about them stand here.
        </Empty>
      );
    }
    return <Known agents={agents} more={query.hasNextPage} window={window} />;
  }

  return (
    <Page
      title="Overview"
      lead="How the agents of this tenant are, and what they did."
      actions={<Segments label="Window" choices={choices} value={window} onChange={(one) => setSearch(one === '24h' ? {} : { window: one }, { replace: true })} />}
    >
      {content()}
    </Page>
  );
}

function Known({ agents, more, window }: { agents: Agent[]; more: boolean; window: string }) {
  const summary = useQuery(summaryQuery(window));
  const known = new Map(agents.map((agent) => [agent.id, agent]));
  const agentName = (id: string | null | undefined) => (id ? (known.get(id)?.name ?? `agent …${id.slice(-6)}`) : '—');
  // Among more than are read one can be missing without being gone.
  const stateOf = (id: string) => known.get(id)?.runtime_state ?? (more ? null : 'gone');
  const troubled = agents.filter((agent) => agent.runtime_state === 'crashed' || agent.runtime_state === 'quarantined');
  return (
    <div className="flex flex-col gap-3 pb-6">
      <States agents={agents} more={more} />
      {summary.data ? <SummaryCards summary={summary.data} /> : summary.error ? <ProblemNote failure={summary.error} /> : <SummaryCardsLoading />}
      <div className="grid items-start gap-3 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex flex-col gap-3">
          {troubled.length > 0 && <Troubled agents={troubled} />}
          <Card title="Busiest agents">
            {summary.data ? (
              <Busiest agents={summary.data.agents} agentName={agentName} state={(id) => <State state={stateOf(id)} />} />
            ) : (
              <LoadingRows label="Loading the turns" />
            )}
          </Card>
        </div>
        <div className="flex flex-col gap-3">
          <Waiting agentName={agentName} />
          <Card title="Failed last">
            {summary.data ? <Failures failures={summary.data.failures.slice(0, 6)} agentName={agentName} /> : <LoadingRows rows={3} label="Loading the failures" />}
          </Card>
        </div>
      </div>
    </div>
  );
}

function State({ state }: { state: string | null }) {
  return state !== null && <StatePip state={state} />;
}

function States({ agents, more }: { agents: Agent[]; more: boolean }) {
  return (
    <dl className="grid grid-cols-5 overflow-hidden rounded-lg border border-line bg-surface">
      {runtimeStates.map((state) => (
        <div key={state} className="relative flex items-center justify-between gap-2 border-r border-line px-4 py-2.5 last:border-r-0 hover:bg-hover">
          <dt className="min-w-0">
            <Link to={`/agents?state=${state}`} className="after:absolute after:inset-0">
              <StatePip state={state} />
            </Link>
          </dt>
          <dd className="text-xl font-light tabular-nums">
            {count(agents.filter((agent) => agent.runtime_state === state).length)}
            {more && '+'}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Waiting({ agentName }: { agentName: (id: string | null | undefined) => string }) {
  const { data, error } = useInfiniteQuery(approvalsQuery('pending'));
  const now = useNow();
  const waiting = data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Card title="Waits for a decision" actions={waiting.length > 0 && <span className="text-sm text-ink-2 tabular-nums">{count(waiting.length)}</span>}>
      {error && !data ? (
        <div className="p-4">
          <ProblemNote failure={error} />
        </div>
      ) : waiting.length === 0 ? (
        <p className="p-4 text-ink-2">Nothing waits.</p>
      ) : (
        <ul>
          {waiting.slice(0, 3).map((one) => (
            <li key={one.id} className="relative border-b border-line px-4 py-2.5 last:border-b-0 hover:bg-hover">
              <p className="flex items-baseline justify-between gap-3">
                <Link to={`/approvals?id=${one.id}`} className="min-w-0 truncate font-medium after:absolute after:inset-0">
                  {one.subject || kindOf(one.kind)}
                </Link>
                <span className="shrink-0 text-xs text-ink-3 tabular-nums">{left(one.expires_at, now) ?? 'expired'}</span>
              </p>
              <p className="truncate text-sm text-ink-2">
                {kindOf(one.kind)} of {agentName(one.agent_id)}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Troubled({ agents }: { agents: Agent[] }) {
  return (
    <Card title="Needs a look">
      <ul>
        {agents.map((agent) => (
          <li key={agent.id} className="relative border-b border-line px-4 py-2.5 last:border-b-0 hover:bg-hover">
            <p className="flex items-center justify-between gap-3">
              <Link to={`/agents/${agent.id}?tab=logs`} className="truncate font-medium after:absolute after:inset-0">
                {agent.name}
              </Link>
              <StatePip state={agent.runtime_state} />
            </p>
            {agent.state_reason && <p className="line-clamp-2 text-sm break-words text-ink-2">{agent.state_reason}</p>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
