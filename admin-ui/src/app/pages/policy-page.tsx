import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Tabs } from 'radix-ui';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { SelectField } from '@/components/field';
import { Card, Page } from '@/components/page';
import { Failed, LoadingRows } from '@/components/states';
import { TabList } from '@/components/tab-list';
import type { Agent } from '@/features/agents/api/agent';
import { agentsQuery, everyAgent } from '@/features/agents/api/list-agents';
import { TurnPicker } from '@/features/lineage/turn-picker';
import { policyQuery } from '@/features/policies/api/get-policy';
import type { Policy } from '@/features/policies/api/policy';
import { RegoEditor } from '@/features/policies/editor';
import { DeletePolicyButton, PolicyAbout } from '@/features/policies/policy-about';
import { PolicyAgents } from '@/features/policies/policy-agents';
import { SimulateView } from '@/features/policies/simulate-view';
import { TestsView } from '@/features/policies/tests-view';
import { VersionsView } from '@/features/policies/versions-view';
import { useMay } from '@/features/session/use-session';

export function PolicyPage() {
  const { id = '' } = useParams();
  const { data: policy, error, refetch } = useQuery(policyQuery(id));
  const mayWrite = useMay('policies.write');

  return (
    <Page
      title={policy?.name ?? 'Policy'}
      above={
        <Link to="/policies" className="text-sm text-ink-2 hover:text-ink">
          Policies /
        </Link>
      }
      actions={policy && mayWrite && <DeletePolicyButton policy={policy} />}
    >
      {error && !policy ? (
        <Failed what="This policy can't be shown." failure={error} retry={() => void refetch()} />
      ) : !policy ? (
        <LoadingRows label="Loading the policy" />
      ) : (
        <Known key={policy.id} policy={policy} mayWrite={mayWrite} />
      )}
    </Page>
  );
}

function Known({ policy, mayWrite }: { policy: Policy; mayWrite: boolean }) {
  const [search, setSearch] = useSearchParams();
  // A server that knows no tests doesn't tell them, and can't replay either.
  const tested = policy.tests !== undefined && policy.tests !== null;
  const tabs = ['Rego', ...(tested ? ['Tests'] : []), 'Simulate', 'Versions', 'Agents'];
  const open = tabs.find((name) => name.toLowerCase() === search.get('tab'))?.toLowerCase() ?? 'rego';
  const { data } = useInfiniteQuery({ ...agentsQuery(everyAgent), refetchInterval: false });
  const agents = data?.pages.flatMap((page) => page.rows) ?? [];

  return (
    <div className="grid min-h-0 flex-1 gap-4 pb-6 xl:grid-cols-[minmax(0,1fr)_18rem]">
      <Tabs.Root value={open} onValueChange={(tab) => setSearch({ tab })} activationMode="manual" className="flex min-h-0 flex-col gap-4">
        <TabList label="About this policy" names={tabs} />
        <Tabs.Content key={`${open} ${policy.version}`} value={open} tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
          <Card className="flex min-h-0 flex-1 flex-col overflow-hidden">
            {open === 'rego' && <RegoEditor policy={policy} readOnly={!mayWrite} />}
            {open === 'tests' && <TestsView policy={policy} readOnly={!mayWrite} />}
            {open === 'simulate' && <SimulateView policy={policy} canReplay={tested} turns={(pick) => <Turns agents={agents} onPick={pick} />} />}
            {open === 'versions' && <VersionsView policy={policy} mayWrite={mayWrite} />}
            {open === 'agents' && <PolicyAgents policy={policy} agents={agents} mayWrite={mayWrite} />}
          </Card>
        </Tabs.Content>
      </Tabs.Root>
      <Card title="About" className="self-start max-xl:order-first">
        <PolicyAbout policy={policy} readOnly={!mayWrite} />
      </Card>
    </div>
  );
}

function Turns({ agents, onPick }: { agents: Agent[]; onPick: (traceId: string) => void }) {
  const [agentId, setAgentId] = useState('');
  return (
    <div className="grid grid-cols-2 gap-3">
      <SelectField
        label="Agent"
        value={agentId}
        choices={[{ value: '', label: 'Choose an agent…' }, ...agents.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(event) => setAgentId(event.target.value)}
      />
      <TurnPicker key={agentId} agentId={agentId} onPick={onPick} />
    </div>
  );
}
