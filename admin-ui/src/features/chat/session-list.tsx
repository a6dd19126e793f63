import { useInfiniteQuery } from '@tanstack/react-query';
import { cx } from '@/lib/class-names';
import { ago, counted } from '@/lib/format';
import { Button } from '@/components/button';
import { ProblemNote } from '@/components/states';
import { More } from '@/components/table';
import { sessionsQuery } from './api/sessions';

/** Earlier conversations, beside the one at hand. */
export function SessionList({
  agentId,
  owner,
  openId,
  onOpen,
}: {
  agentId: string;
  /** Only this person's: nobody can go on with another's. */
  owner: string;
  openId: string | null;
  onOpen: (sessionId: string | null) => void;
}) {
  const query = useInfiniteQuery(sessionsQuery(agentId));
  const sessions = (query.data?.pages.flatMap((page) => page.rows) ?? []).filter((session) => (session.user_id ?? owner) === owner);
  return (
    <nav aria-label="Conversations" className="flex w-56 shrink-0 flex-col gap-2 overflow-y-auto border-r border-line p-3 max-xl:w-48">
      <Button icon="plus" className="shrink-0" onClick={() => onOpen(null)}>
        New conversation
      </Button>
      <ProblemNote failure={query.error} />
      <ul className="flex flex-col gap-0.5">
        {sessions.map((session) => (
          <li key={session.id}>
            <button
              type="button"
              aria-current={session.id === openId ? 'true' : undefined}
              onClick={() => onOpen(session.id)}
              className={cx(
                'flex w-full flex-col rounded-md px-2.5 py-1.5 text-left',
                session.id === openId ? 'bg-accent-soft' : 'hover:bg-hover',
              )}
            >
              <span className="text-sm font-medium">{ago(session.last_message_at ?? session.started_at)}</span>
              <span className="text-xs text-ink-3">
                {counted(session.message_count, 'message')} · <span className="font-mono">{session.id.slice(-6)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <More has={query.hasNextPage} busy={query.isFetchingNextPage} load={() => void query.fetchNextPage()} />
    </nav>
  );
}
