import { moment } from '@/lib/format';
import { Id } from '@/components/id';
import { Card, Facts } from '@/components/page';
import type { Agent } from './api/agent';
import { RiskTag } from './risk-tag';
import { StatePip } from './state-pip';

/** What there is to know of an agent at a glance. */
export function AgentOverview({ agent }: { agent: Agent }) {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <div className="grid gap-4">
        <Card title="State">
          <div className="flex flex-col gap-4 p-4">
            <Facts
              facts={[
                ['State', <StatePip state={agent.runtime_state} />],
                ['Last seen', moment(agent.last_seen_at)],
                ['Changed', moment(agent.updated_at)],
              ]}
            />
            {agent.state_reason && (
              <p className="rounded-md bg-sunken px-3 py-2 font-mono text-xs break-words whitespace-pre-wrap">{agent.state_reason}</p>
            )}
          </div>
        </Card>
        <Card title="Code">
          <div className="p-4">
            <Facts
              facts={[
                ['Revision', agent.revision ?? '—'],
                ['SHA-256', agent.code_sha256 ? <Id value={agent.code_sha256} label="the hash" /> : '—'],
              ]}
            />
          </div>
        </Card>
      </div>
      <div className="grid gap-4">
        <Card title="Identity">
          <div className="p-4">
            <Facts
              facts={[
                ['Id', <Id value={agent.id} label="the id" />],
                ['Version', <span className="font-mono text-xs">{agent.version}</span>],
                ['Type', agent.agent_type],
                ['Runtime', agent.runtime ?? '—'],
                ['Owner', agent.owner ?? '—'],
                ['Risk', <RiskTag risk={agent.risk} />],
                ['Policy status', agent.policy_status ?? '—'],
                ['Registered', moment(agent.created_at)],
              ]}
            />
          </div>
        </Card>
        <Card title="Description">
          <p className="p-4 whitespace-pre-wrap text-ink-2">{agent.description || 'None given.'}</p>
        </Card>
      </div>
    </div>
  );
}
