import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { asProblem } from '@/lib/problem';
import { Button } from '@/components/button';
import { Empty, Failed, LoadingRows } from '@/components/states';
import { messagesQuery } from './api/sessions';
import { Composer } from './composer';
import { remembered, type Message } from './conversation';
import { MessageView } from './message-view';
import { useConversation } from './use-conversation';

interface Place {
  agentId: string;
  agentName: string;
  /** Why the agent can't be talked to now; null when it can. */
  closed: string | null;
  onSession: (sessionId: string) => void;
  footer?: (message: Message) => ReactNode;
}

/** A conversation with an agent: a new one, or an earlier one taken up again. */
export function ChatPanel({ sessionId, ...place }: Place & { sessionId: string | null }) {
  return sessionId === null ? <Conversation {...place} sessionId={null} earlier={[]} /> : <Resumed {...place} sessionId={sessionId} />;
}

function Resumed({ sessionId, ...place }: Place & { sessionId: string }) {
  const { data, error, refetch } = useQuery({ ...messagesQuery(place.agentId, sessionId), staleTime: Infinity, gcTime: 0 });
  if (error && asProblem(error).status !== 404) {
    return <Failed what="This conversation can't be shown." failure={error} retry={() => void refetch()} />;
  }
  if (!data && !error) {
    return <LoadingRows label="Loading the conversation" />;
  }
  return <Conversation {...place} sessionId={sessionId} earlier={remembered(data ?? [])} />;
}

function Conversation({
  agentId,
  agentName,
  closed,
  sessionId: opened,
  earlier,
  onSession,
  footer,
}: Place & { sessionId: string | null; earlier: Message[] }) {
  const [started, setStarted] = useState(opened);
  const { messages, streaming, say, stop } = useConversation(agentId, started, earlier, (id) => {
    setStarted(id);
    onSession(id);
  });
  const log = useRef<HTMLDivElement>(null);
  const follow = useRef(true);
  const [behind, setBehind] = useState(false);

  useEffect(() => {
    if (follow.current && log.current) {
      log.current.scrollTop = log.current.scrollHeight;
    }
  }, [messages]);

  function onScroll() {
    const box = log.current;
    if (box) {
      follow.current = box.scrollHeight - box.scrollTop - box.clientHeight < 48;
      setBehind(!follow.current);
    }
  }

  function send(text: string) {
    follow.current = true;
    say(text);
  }

  const lastAsked = messages.findLast((one) => one.role === 'user')?.text;
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
      <div
        ref={log}
        role="log"
        aria-label="Conversation"
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled region must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
        className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-5 py-4"
      >
        {messages.length === 0 && (
          <Empty icon="chat" title={`Talk to ${agentName}`}>
            Each message passes the guard and the linked policies on its way in, and the reply on its way out.
          </Empty>
        )}
        {messages.map((message, index) => (
          <MessageView
            key={message.key}
            message={message}
            retry={index === messages.length - 1 && lastAsked !== undefined && closed === null ? () => send(lastAsked) : null}
            footer={footer?.(message)}
          />
        ))}
      </div>
      {behind && (
        <Button
          icon="down"
          className="absolute bottom-20 left-1/2 -translate-x-1/2 shadow-pop"
          onClick={() => log.current?.scrollTo({ top: log.current.scrollHeight })}
        >
          Latest
        </Button>
      )}
      <Composer streaming={streaming} closed={closed} onSend={send} onStop={stop} />
    </div>
  );
}
