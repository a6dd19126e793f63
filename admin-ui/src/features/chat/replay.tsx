import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Empty, Failed, LoadingRows } from '@/components/states';
import { messagesQuery } from './api/sessions';
import { remembered, type Message } from './conversation';
import { MessageView } from './message-view';

/** A conversation to read, refused turns too. */
export function Replay({ agentId, sessionId, footer }: { agentId: string; sessionId: string; footer?: (message: Message) => ReactNode }) {
  const { data, error, refetch } = useQuery(messagesQuery(agentId, sessionId));
  if (error) {
    return <Failed what="This conversation can't be shown." failure={error} retry={() => void refetch()} />;
  }
  if (!data) {
    return <LoadingRows label="Loading the conversation" />;
  }
  if (data.length === 0) {
    return <Empty icon="chat" title="This conversation has no messages." />;
  }
  return (
    <div className="flex flex-col gap-4 overflow-y-auto px-5 py-4">
      {remembered(data).map((message) => (
        <MessageView key={message.key} message={message} retry={null} footer={footer?.(message)} />
      ))}
    </div>
  );
}
