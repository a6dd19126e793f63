import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { Button } from '@/components/button';
import { Card } from '@/components/page';
import type { Agent } from '@/features/agents/api/agent';
import { ChatPanel } from '@/features/chat/chat-panel';
import type { Message } from '@/features/chat/conversation';
import { Replay } from '@/features/chat/replay';
import { SessionList } from '@/features/chat/session-list';
import { SessionsTable } from '@/features/chat/sessions-table';
import { GateTrail } from '@/features/lineage/gate-trail';
import { useMay, useSession } from '@/features/session/use-session';

function useTrail(agent: Agent) {
  const [, setSearch] = useSearchParams();
  const maySee = useMay('agents.inspect');
  return ({ traceId }: Message) =>
    maySee && traceId !== null ? (
      <GateTrail agentId={agent.id} traceId={traceId} onOpen={() => setSearch({ tab: 'lineage', trace: traceId })} />
    ) : null;
}

/** Talking to the agent, with the earlier conversations at hand. */
export function ChatTab({ agent }: { agent: Agent }) {
  const { sub } = useSession();
  const [search, setSearch] = useSearchParams();
  const shown = search.get('session');
  const [opened, setOpened] = useState({ sessionId: shown, times: 0 });
  const trail = useTrail(agent);
  const closed =
    agent.runtime_state === 'running' ? null : `The agent is ${agent.runtime_state}. ${agent.runtime_state === 'starting' ? 'One moment…' : 'Run it to chat.'}`;

  function open(sessionId: string | null) {
    setOpened(({ times }) => ({ sessionId, times: times + 1 }));
    setSearch(sessionId === null ? { tab: 'chat' } : { tab: 'chat', session: sessionId });
  }

  return (
    <Card className="flex min-h-0 flex-1 overflow-hidden">
      <SessionList agentId={agent.id} owner={sub} openId={shown} onOpen={open} />
      <ChatPanel
        key={`${opened.sessionId ?? 'new'} ${opened.times}`}
        agentId={agent.id}
        agentName={agent.name}
        sessionId={opened.sessionId}
        closed={closed}
        onSession={(session) => setSearch({ tab: 'chat', session }, { replace: true })}
        footer={trail}
      />
    </Card>
  );
}

/** Every conversation, and one of them to read. */
export function SessionsTab({ agent }: { agent: Agent }) {
  const [search, setSearch] = useSearchParams();
  const sessionId = search.get('session');
  const trail = useTrail(agent);
  return (
    <Card className="flex min-h-0 flex-1 flex-col overflow-auto">
      {sessionId === null ? (
        <SessionsTable agentId={agent.id} onOpen={(session) => setSearch({ tab: 'sessions', session })} />
      ) : (
        <>
          <header className="flex items-center gap-2 border-b border-line px-3 py-2">
            <Button look="quiet" icon="back" onClick={() => setSearch({ tab: 'sessions' })}>
              All sessions
            </Button>
            <code className="truncate font-mono text-xs text-ink-2">{sessionId}</code>
          </header>
          <Replay agentId={agent.id} sessionId={sessionId} footer={trail} />
        </>
      )}
    </Card>
  );
}
