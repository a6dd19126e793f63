import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { moment } from '@/lib/format';
import { Button } from '@/components/button';
import { Icon } from '@/components/icon';
import { Card } from '@/components/page';
import { Failed, LoadingRows, ProblemNote } from '@/components/states';
import { Tag, type Tone } from '@/components/tag';
import { useToasts } from '@/components/toast';
import { useMay } from '@/features/session/use-session';
import { approveTool, refreshTools, revokeTool, serverToolsQuery, type ServerTool } from './api/server-tools';

const CodeDiff = lazy(() => import('@/components/code-diff'));

const tones: Record<string, Tone> = { pending: 'warn', approved: 'good', changed: 'bad', removed: 'plain' };

/** The tools of a tool server: agents call those only that are as somebody approved them. */
export function ServerTools({ integrationId }: { integrationId: string }) {
  const client = useQueryClient();
  const { say } = useToasts();
  const mayRefresh = useMay('agents.run');
  const { data, error, refetch } = useQuery(serverToolsQuery(integrationId));
  const refresh = useMutation({
    mutationFn: () => refreshTools(integrationId),
    onSuccess: async () => {
      say('The server is asked anew.');
      await client.invalidateQueries({ queryKey: serverToolsQuery(integrationId).queryKey });
    },
  });
  return (
    <Card
      title="Tools"
      actions={
        mayRefresh && (
          <Button look="quiet" icon="retry" disabled={refresh.isPending} onClick={() => refresh.mutate()}>
            Ask the server anew
          </Button>
        )
      }
    >
      {refresh.error && (
        <div className="p-4 pb-0">
          <ProblemNote failure={refresh.error} />
        </div>
      )}
      {error && !data ? (
        <Failed what="Its tools can't be listed." failure={error} retry={() => void refetch()} />
      ) : !data ? (
        <LoadingRows rows={3} label="Loading the tools" />
      ) : data.length === 0 ? (
        <p className="p-4 text-ink-2">The server has not named a tool yet.</p>
      ) : (
        <ul aria-label="Tools of this server">
          {data.map((tool) => (
            <Row key={tool.tool} integrationId={integrationId} tool={tool} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Row({ integrationId, tool }: { integrationId: string; tool: ServerTool }) {
  const client = useQueryClient();
  const mayDecide = useMay('integrations.write');
  const [open, setOpen] = useState(false);
  const decide = useMutation({
    mutationFn: (approves: boolean) => (approves ? approveTool(integrationId, tool) : revokeTool(integrationId, tool)),
    onSuccess: (tools) => client.setQueryData(serverToolsQuery(integrationId).queryKey, tools),
  });
  const about = typeof tool.manifest['description'] === 'string' ? tool.manifest['description'] : null;
  return (
    <li className="border-b border-line px-4 py-2.5 last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="flex min-w-0 items-center gap-1.5 font-mono text-sm font-semibold">
          <Icon name={open ? 'down' : 'right'} className="size-3 text-ink-3" />
          <span className="truncate">{tool.name}</span>
        </button>
        <Tag tone={tones[tool.state] ?? 'plain'}>{tool.state}</Tag>
        {mayDecide && (
          <span className="ml-auto flex gap-2">
            {(tool.state === 'pending' || tool.state === 'changed') && (
              <Button className="h-7.5" icon="check" disabled={decide.isPending} onClick={() => decide.mutate(true)}>
                Approve
              </Button>
            )}
            {(tool.state === 'approved' || tool.state === 'changed') && (
              <Button look="danger-quiet" className="h-7.5" disabled={decide.isPending} onClick={() => decide.mutate(false)}>
                Revoke
              </Button>
            )}
          </span>
        )}
      </div>
      {about && <p className="line-clamp-2 pl-4.5 text-sm text-ink-2">{about}</p>}
      <ProblemNote failure={decide.error} />
      {open && (
        <div className="flex flex-col gap-2 pt-2 pl-4.5">
          <p className="text-sm text-ink-2">
            {tool.approved_by ? `Approved by ${tool.approved_by}, ${moment(tool.approved_at)}` : 'Nobody has approved it'} · seen {moment(tool.seen_at)}
          </p>
          <div className="max-h-80 overflow-auto rounded-md border border-line">
            <Suspense fallback={<LoadingRows rows={3} label="Loading the manifest" />}>
              <CodeDiff label={`What ${tool.name} says of itself`} before={JSON.stringify(tool.approved_manifest ?? tool.manifest, null, 2)} after={JSON.stringify(tool.manifest, null, 2)} />
            </Suspense>
          </div>
        </div>
      )}
    </li>
  );
}
