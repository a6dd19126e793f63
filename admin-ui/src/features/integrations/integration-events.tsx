import { useQuery } from '@tanstack/react-query';
import { ago, words } from '@/lib/format';
import { Icon } from '@/components/icon';
import { Card } from '@/components/page';
import { Failed, LoadingRows } from '@/components/states';
import { integrationEventsQuery } from './api/integration-events';

/** What was done with an integration lately: tests, changes, rotations. */
export function IntegrationEvents({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(integrationEventsQuery(id));
  return (
    <Card title="Activity">
      {error && !data ? (
        <Failed what="Its activity can't be read." failure={error} retry={() => void refetch()} />
      ) : !data ? (
        <LoadingRows rows={3} label="Loading the activity" />
      ) : data.length === 0 ? (
        <p className="p-4 text-ink-2">Nothing was done with it yet.</p>
      ) : (
        <ul>
          {data.map(({ id: event, kind, ok, message, user_id: who, ts }) => (
            <li key={event} className="flex items-start gap-2.5 border-b border-line px-4 py-2 last:border-b-0">
              <Icon name={ok === false ? 'alert' : 'check'} className={`mt-0.5 size-4 ${ok === false ? 'text-bad' : 'text-ink-3'}`} />
              <span className="min-w-0 flex-1 break-words">{message || words(kind)}</span>
              <span className="shrink-0 text-xs text-ink-3">
                {who ?? '—'} · {ago(ts)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
