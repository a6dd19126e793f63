import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { count, counted } from '@/lib/format';
import { ButtonLink } from '@/components/button';
import { Card, Page } from '@/components/page';
import { Empty, Failed, LoadingRows } from '@/components/states';
import { runtimeStates, type Agent } from '@/features/agents/api/agent';
import { agentsQuery, everyAgent } from '@/features/agents/api/list-agents';
import { StatePip } from '@/features/agents/state-pip';
import { integrationsQuery } from '@/features/integrations/api/list-integrations';
import { StatusTag } from '@/features/integrations/status-tag';
import { recentActivityQuery } from '@/features/lineage/api/activity';
import { outcomeOf } from '@/features/lineage/row-words';
import { turnsOf } from '@/features/lineage/turn';

const WATCHED = 6;

/** How the tenant's agents are, from their own states and rows. */
export function OverviewPage() {
  const query = useInfiniteQuery(agentsQuery(everyAgent));
  const agents = query.data?.pages.flatMap((page) => page.rows) ?? [];
  if (query.isPending) {
    return (
      <Page title="Overview">
        <LoadingRows label="Loading the overview" />
      </Page>
    );
  }
  if (query.isError && !query.data) {
    return (
      <Page title="Overview">
        <Failed what="The overview can't be drawn." failure={query.error} retry={() => void query.refetch()} />
      </Page>
    );
  }
  if (agents.length === 0) {
    return (
      <Page title="Overview">
        <Empty icon="agents" title="No agents yet" action={<ButtonLink look="primary" to="/agents">Go to the agents</ButtonLink>}>
          Once one is registered, its state and its latest turns stand here.
        </Empty>
      </Page>
    );
  }
  const troubled = agents.filter((agent) => agent.runtime_state === 'crashed' || agent.runtime_state === 'quarantined');
  const atWork = [...agents].sort((a, b) => (b.last_seen_at ?? '').localeCompare(a.last_seen_at ?? '')).slice(0, WATCHED);
  return (
    <Page title="Overview" lead="How the agents of this tenant are right now.">
      <div className="flex flex-col gap-4 pb-6">
        <States agents={agents} more={query.hasNextPage} />
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
          <Card title="Latest turns">
            <ul>
              {atWork.map((agent) => (
                <LatestTurns key={agent.id} agent={agent} />
              ))}
            </ul>
          </Card>
          <div className="flex flex-col gap-4 max-xl:order-first">
            <Card title="Needs a look">
              {troubled.length === 0 ? (
                <p className="p-4 text-ink-2">No agent has crashed or is in quarantine.</p>
              ) : (
                <ul className="flex flex-col gap-3 p-4">
                  {troubled.map((agent) => (
                    <li key={agent.id}>
                      <p className="flex items-center justify-between gap-3">
                        <Link to={`/agents/${agent.id}?tab=logs`} className="truncate font-medium hover:underline">
                          {agent.name}
                        </Link>
                        <StatePip state={agent.runtime_state} />
                      </p>
                      {agent.state_reason && <p className="line-clamp-2 text-sm text-ink-2">{agent.state_reason}</p>}
                    </li>
                  ))}
                </ul>
              )}
            </Card>
            <Connections />
          </div>
        </div>
      </div>
    </Page>
  );
}

function States({ agents, more }: { agents: Agent[]; more: boolean }) {
  return (
    <dl className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] overflow-hidden rounded-lg border border-line bg-surface">
      {runtimeStates.map((state) => (
        <div key={state} className="flex flex-col-reverse border-r border-line px-4 py-3 last:border-r-0">
          <dt>
            <StatePip state={state} />
          </dt>
          <dd className="text-[2rem] leading-10 font-light tabular-nums">
            {count(agents.filter((agent) => agent.runtime_state === state).length)}
            {more && '+'}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const bars: Record<string, string> = { good: 'bg-line-strong', warn: 'bg-warn', stop: 'bg-stop', bad: 'bg-bad', busy: 'bg-busy' };

/** An agent's latest turns as strokes, the newest on the right: quiet when let through, marked when refused. */
function LatestTurns({ agent }: { agent: Agent }) {
  const { data } = useQuery({ ...recentActivityQuery(agent.id), refetchInterval: 5000 });
  const turns = turnsOf(data ?? []).slice(0, 40).reverse();
  const refused = turns.filter((turn) => turn.steps.some((step) => outcomeOf(step)?.tone === 'stop')).length;
  const tokens = (data ?? []).reduce((sum, row) => sum + (row.prompt_tokens ?? 0) + (row.completion_tokens ?? 0), 0);
  return (
    <li className="relative grid grid-cols-[minmax(8rem,14rem)_1fr_auto] items-center gap-4 border-b border-line px-4 py-3 last:border-b-0 hover:bg-hover">
      <div className="min-w-0">
        <Link to={`/agents/${agent.id}?tab=lineage`} className="block truncate font-medium after:absolute after:inset-0">
          {agent.name}
        </Link>
        <StatePip state={agent.runtime_state} />
      </div>
      <span aria-hidden="true" className="flex h-8 min-w-0 items-end gap-[3px] overflow-hidden">
        {turns.map((turn) => {
          const worst = turn.steps.map((step) => outcomeOf(step)?.tone).find((tone) => tone === 'stop' || tone === 'bad') ?? 'good';
          const height = Math.min(100, 25 + turn.steps.length * 7);
          return <span key={turn.traceId} className={`w-1.5 shrink-0 rounded-[1px] ${bars[worst] ?? ''}`} style={{ height: `${height}%` }} />;
        })}
      </span>
      <span className="text-right text-sm text-ink-2 tabular-nums">
        {turns.length === 0 ? 'no turns yet' : `${counted(turns.length, 'turn')}, ${refused} refused`}
        {tokens > 0 && <span className="block text-xs text-ink-3">{count(tokens)} tokens</span>}
      </span>
    </li>
  );
}

function Connections() {
  const { data } = useInfiniteQuery(integrationsQuery);
  const integrations = data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Card title="Integrations">
      <ul className="flex flex-col gap-2 p-4">
        {integrations.slice(0, 6).map((one) => (
          <li key={one.id} className="flex items-center justify-between gap-3">
            <Link to={`/integrations/${one.id}`} className="truncate hover:underline">
              {one.name}
            </Link>
            <StatusTag integration={one} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
