import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { moment } from '@/lib/format';
import { Button, IconButton } from '@/components/button';
import { Facts } from '@/components/page';
import { ProblemNote } from '@/components/states';
import { useMay } from '@/features/session/use-session';
import type { Agent } from './api/agent';
import { agentQuery } from './api/get-agent';
import { DeleteAgentButton } from './delete-agent-button';
import { RiskTag } from './risk-tag';
import { RunButton } from './run-button';
import { StartProgress, stepOf } from './start-progress';
import { StatePip } from './state-pip';
import { useRunSwitch } from './use-run-switch';

/** What is known of the selected agent, and what can be done with it without leaving the list. */
export function AgentPreview({
  listed,
  onClose,
  children,
}: {
  listed: Agent;
  onClose: () => void;
  children?: ReactNode;
}) {
  const { data } = useQuery(agentQuery(listed.id));
  const agent = data ?? listed;
  const navigate = useNavigate();
  const control = useRunSwitch(agent);
  const step = stepOf(agent.runtime_state, agent.state_reason);
  const mayRun = useMay('agents.run');
  const mayDelete = useMay('agents.delete');
  const mayChat = useMay('chat');

  return (
    <section
      aria-label="Agent preview"
      className="flex max-h-full w-[23rem] shrink-0 flex-col gap-4 self-start overflow-y-auto rounded-lg border border-line bg-surface p-4"
    >
      <header className="flex items-start justify-between gap-2">
        <div className="min-w-0">
          <h2 className="truncate text-lg font-semibold">{agent.name}</h2>
          <StatePip state={agent.runtime_state} />
        </div>
        <IconButton icon="close" label="Close preview" onClick={onClose} />
      </header>
      {step && (
        <div className="rounded-md bg-sunken px-3 py-2.5">
          <StartProgress at={step} note={agent.state_reason} />
        </div>
      )}
      {agent.state_reason && !step && (
        <p className="rounded-md bg-sunken px-3 py-2 text-sm break-words whitespace-pre-wrap">{agent.state_reason}</p>
      )}
      <div className="grid grid-cols-2 gap-2">
        {mayRun && <RunButton agent={agent} control={control} />}
        {mayChat && (
          <Button icon="chat" onClick={() => void navigate(`/agents/${agent.id}?tab=chat`)}>
            Open chat
          </Button>
        )}
        <Button icon="open" onClick={() => void navigate(`/agents/${agent.id}`)}>
          View detail
        </Button>
        {mayDelete && <DeleteAgentButton agent={agent} onDeleted={onClose} />}
      </div>
      {control.gaveUp && (
        <p role="status" className="rounded-md bg-warn-soft px-3 py-2 text-warn">
          {control.gaveUp}
        </p>
      )}
      <ProblemNote failure={control.failure} />
      <Facts
        facts={[
          ['Version', <span className="font-mono text-xs">{agent.version}</span>],
          ['Type', agent.agent_type],
          ['Runtime', agent.runtime ?? '—'],
          ['Risk', <RiskTag risk={agent.risk} />],
          ['Owner', agent.owner ?? '—'],
          ['Registered', moment(agent.created_at)],
          ...(agent.description ? ([['About', agent.description]] as [string, ReactNode][]) : []),
        ]}
      />
      {children}
    </section>
  );
}
