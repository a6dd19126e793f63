import { useQuery } from '@tanstack/react-query';
import { Tabs } from 'radix-ui';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { Card, Page } from '@/components/page';
import { Failed, LoadingRows, ProblemNote } from '@/components/states';
import { TabList } from '@/components/tab-list';
import { AboutForm } from '@/features/agents/about-form';
import { AgentOverview } from '@/features/agents/agent-overview';
import type { Agent } from '@/features/agents/api/agent';
import { agentQuery } from '@/features/agents/api/get-agent';
import { CodeCard } from '@/features/agents/code-card';
import { DeleteAgentButton } from '@/features/agents/delete-agent-button';
import { LogsView } from '@/features/agents/logs-view';
import { QuarantineButton } from '@/features/agents/quarantine-button';
import { RunButton } from '@/features/agents/run-button';
import { SecretsCard } from '@/features/agents/secrets-card';
import { agentSettingGroups } from '@/features/agents/setting-fields';
import { SettingsForm } from '@/features/agents/settings-form';
import { StatePip } from '@/features/agents/state-pip';
import { useRunSwitch } from '@/features/agents/use-run-switch';
import { LinkedDocuments } from '@/features/knowledge/linked-documents';
import { ActivityTable } from '@/features/lineage/activity-table';
import { LineageView } from '@/features/lineage/lineage-view';
import { LinkedPolicies } from '@/features/policies/linked-policies';
import type { Act } from '@/features/session/may';
import { useMay, useSession } from '@/features/session/use-session';
import { may } from '@/features/session/may';
import { ChatTab, SessionsTab } from './agent-conversations';

const tabs: { name: string; needs: Act | null }[] = [
  { name: 'Overview', needs: null },
  { name: 'Chat', needs: 'chat' },
  { name: 'Configure', needs: 'settings.read' },
  { name: 'Activity', needs: 'agents.inspect' },
  { name: 'Sessions', needs: null },
  { name: 'Lineage', needs: 'agents.inspect' },
  { name: 'Policies', needs: 'policies.read' },
  { name: 'Logs', needs: 'agents.inspect' },
];

export function AgentPage() {
  const { id = '' } = useParams();
  const { data: agent, error, refetch } = useQuery(agentQuery(id));
  if (error && !agent) {
    return (
      <Page title="Agent">
        <Failed what="This agent can't be shown." failure={error} retry={() => void refetch()} />
      </Page>
    );
  }
  if (!agent) {
    return (
      <Page title="Agent">
        <LoadingRows label="Loading the agent" />
      </Page>
    );
  }
  return <Known key={agent.id} agent={agent} />;
}

function Known({ agent }: { agent: Agent }) {
  const session = useSession();
  const [search, setSearch] = useSearchParams();
  const offered = tabs.filter(({ needs }) => needs === null || may(session, needs));
  const wanted = search.get('tab')?.toLowerCase();
  const open = offered.find(({ name }) => name.toLowerCase() === wanted)?.name.toLowerCase() ?? 'overview';

  return (
    <Page
      title={agent.name}
      above={
        <Link to="/agents" className="text-sm text-ink-2 hover:text-ink">
          Agents /
        </Link>
      }
      lead={
        <span className="flex items-center gap-3 text-sm">
          <StatePip state={agent.runtime_state} />
          <span className="font-mono text-xs">{agent.version}</span>
          <span>{agent.agent_type}</span>
        </span>
      }
      actions={<Acts agent={agent} />}
    >
      <Tabs.Root
        value={open}
        onValueChange={(tab) => setSearch({ tab })}
        activationMode="manual"
        className="flex min-h-0 flex-1 flex-col"
      >
        <TabList label="About this agent" names={offered.map(({ name }) => name)} />
        <Tabs.Content key={open} value={open} tabIndex={-1} className="flex min-h-0 flex-1 flex-col pt-4 pb-5 outline-none">
          <Tab name={open} agent={agent} />
        </Tabs.Content>
      </Tabs.Root>
    </Page>
  );
}

function Acts({ agent }: { agent: Agent }) {
  const navigate = useNavigate();
  const control = useRunSwitch(agent);
  const mayRun = useMay('agents.run');
  const mayQuarantine = useMay('agents.quarantine');
  const mayDelete = useMay('agents.delete');
  const note = control.gaveUp ?? (control.failure ? control.failure : null);
  return (
    <>
      {typeof note === 'string' ? (
        <p role="status" className="max-w-md text-sm text-warn">
          {note}
        </p>
      ) : (
        <ProblemNote failure={note} />
      )}
      {mayDelete && <DeleteAgentButton agent={agent} onDeleted={() => void navigate('/agents')} />}
      {mayQuarantine && <QuarantineButton agent={agent} />}
      {mayRun && <RunButton agent={agent} control={control} />}
    </>
  );
}

function Tab({ name, agent }: { name: string; agent: Agent }) {
  const [search, setSearch] = useSearchParams();
  const maySetUp = useMay('settings.write');
  const mayEdit = useMay('agents.edit');
  const mayKeepSecrets = useMay('agents.secrets');
  const showTurn = (trace: string) => setSearch({ tab: 'lineage', trace });

  switch (name) {
    case 'chat':
      return <ChatTab agent={agent} />;
    case 'sessions':
      return <SessionsTab agent={agent} />;
    case 'configure':
      return (
        <div className="flex min-h-0 flex-col gap-4 overflow-y-auto">
          <Card title="About">
            <AboutForm agent={agent} readOnly={!mayEdit} />
          </Card>
          <Card title="Settings">
            <SettingsForm agentId={agent.id} groups={agentSettingGroups} readOnly={!maySetUp} />
          </Card>
          <Card title="Knowledge">
            <LinkedDocuments agentId={agent.id} />
          </Card>
          {mayKeepSecrets && <SecretsCard agentId={agent.id} />}
          <CodeCard agentId={agent.id} />
        </div>
      );
    case 'activity':
      return (
        <Card className="flex min-h-0 flex-1 flex-col overflow-hidden">
          <ActivityTable agentId={agent.id} onTurn={showTurn} />
        </Card>
      );
    case 'lineage':
      return (
        <Card className="flex min-h-0 flex-1 flex-col overflow-hidden">
          <LineageView agentId={agent.id} agentName={agent.name} traceId={search.get('trace')} onTurn={showTurn} />
        </Card>
      );
    case 'policies':
      return (
        <Card className="max-w-2xl overflow-y-auto p-4">
          <LinkedPolicies agentId={agent.id} />
        </Card>
      );
    case 'logs':
      return (
        <Card className="flex min-h-0 flex-1 flex-col overflow-hidden">
          <LogsView agentId={agent.id} />
        </Card>
      );
    default:
      return <AgentOverview agent={agent} />;
  }
}
