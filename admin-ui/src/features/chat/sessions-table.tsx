import { useInfiniteQuery } from '@tanstack/react-query';
import { count, moment } from '@/lib/format';
import { Empty, Failed, LoadingRows } from '@/components/states';
import { More, Table, Td, Th } from '@/components/table';
import { sessionsQuery } from './api/sessions';

/** Every conversation with an agent that this person may read. */
export function SessionsTable({ agentId, onOpen }: { agentId: string; onOpen: (sessionId: string) => void }) {
  const query = useInfiniteQuery(sessionsQuery(agentId));
  const sessions = query.data?.pages.flatMap((page) => page.rows) ?? [];
  if (query.isPending) {
    return <LoadingRows label="Loading the sessions" />;
  }
  if (query.isError && !query.data) {
    return <Failed what="The sessions can't be listed." failure={query.error} retry={() => void query.refetch()} />;
  }
  if (sessions.length === 0) {
    return (
      <Empty icon="chat" title="No conversations yet">
        They appear here as soon as someone writes to the agent.
      </Empty>
    );
  }
  return (
    <>
      <Table name="Sessions">
        <thead>
          <tr>
            <Th>Session</Th>
            <Th>Person</Th>
            <Th>Started</Th>
            <Th>Last message</Th>
            <Th className="text-right">Messages</Th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <tr key={session.id} className="relative hover:bg-hover">
              <Td>
                <button type="button" className="font-mono text-xs text-ink after:absolute after:inset-0" onClick={() => onOpen(session.id)}>
                  {session.id}
                </button>
              </Td>
              <Td>{session.user_id ?? '—'}</Td>
              <Td className="text-ink-2">{moment(session.started_at)}</Td>
              <Td className="text-ink-2">{moment(session.last_message_at)}</Td>
              <Td className="text-right">{count(session.message_count)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <More has={query.hasNextPage} busy={query.isFetchingNextPage} load={() => void query.fetchNextPage()} />
    </>
  );
}
