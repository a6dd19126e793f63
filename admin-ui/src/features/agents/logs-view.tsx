import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { cx } from '@/lib/class-names';
import { moment } from '@/lib/format';
import { Empty, Failed, LoadingRows } from '@/components/states';
import { logsQuery } from './api/logs';

/** What the agent's process printed, newest at the end. */
export function LogsView({ agentId }: { agentId: string }) {
  const { data, error, isPending, refetch } = useQuery(logsQuery(agentId));
  const box = useRef<HTMLDivElement>(null);
  const follow = useRef(true);

  useEffect(() => {
    if (follow.current && box.current) {
      box.current.scrollTop = box.current.scrollHeight;
    }
  }, [data]);

  if (isPending) {
    return <LoadingRows label="Loading the logs" />;
  }
  if (error && !data) {
    return <Failed what="The logs can't be read." failure={error} retry={() => void refetch()} />;
  }
  if (data.lines.length === 0) {
    return (
      <Empty icon="screen" title="No output yet">
        What the agent prints on stdout and stderr appears here.
      </Empty>
    );
  }
  return (
    <div
      ref={box}
      role="log"
      aria-label="Logs"
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled region must be reachable by keyboard
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto p-4 font-mono text-xs leading-5"
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        follow.current = scrollHeight - scrollTop - clientHeight < 32;
      }}
    >
      {data.lines.map((line, index) => (
        <div key={`${line.ts ?? ''}-${index}`} className="flex gap-3">
          <span className="shrink-0 text-ink-3">{moment(line.ts)}</span>
          <span className={cx('whitespace-pre-wrap break-all', line.stream === 'stderr' && 'text-bad')}>{line.text}</span>
        </div>
      ))}
    </div>
  );
}
