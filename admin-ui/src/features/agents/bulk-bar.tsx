import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { each } from '@/lib/each';
import { counted } from '@/lib/format';
import { asProblem } from '@/lib/problem';
import { Button, IconButton } from '@/components/button';
import { Confirm } from '@/components/dialog';
import { useMay } from '@/features/session/use-session';
import type { Agent } from './api/agent';
import { startAgent, stopAgent } from './api/change-state';
import { deleteAgent } from './api/delete-agent';

type Bulk = (agents: Agent[], act: (agent: Agent) => Promise<unknown>) => Promise<void>;

/** What can be done with several agents at once; each one that fails is named with its reason. */
export function BulkBar({ agents, onDone, children }: { agents: Agent[]; onDone: () => void; children?: (bulk: Bulk, busy: boolean) => ReactNode }) {
  const client = useQueryClient();
  const mayRun = useMay('agents.run');
  const mayDelete = useMay('agents.delete');
  const change = useMutation({
    mutationFn: ({ of, act }: { of: Agent[]; act: (agent: Agent) => Promise<unknown> }) => each(of, act),
    onSettled: () => client.invalidateQueries({ queryKey: ['agents'] }),
  });
  const bulk: Bulk = async (of, act) => {
    await change.mutateAsync({ of, act });
  };
  const resting = agents.filter(({ runtime_state: state }) => state === 'stopped' || state === 'crashed');
  const active = agents.filter(({ runtime_state: state }) => state === 'running' || state === 'starting');
  const failed = change.data ?? [];

  return (
    <div role="group" aria-label="Selected agents" className="mb-3 flex flex-wrap items-center gap-2 rounded-lg border border-accent bg-accent-soft px-3 py-2">
      <span className="mr-2 font-medium tabular-nums">{counted(agents.length, 'agent')} selected</span>
      {mayRun && (
        <>
          <Button icon="play" disabled={change.isPending || resting.length === 0} onClick={() => void bulk(resting, ({ id }) => startAgent(id))}>
            Run {resting.length > 0 && resting.length}
          </Button>
          <Button icon="stop" disabled={change.isPending || active.length === 0} onClick={() => void bulk(active, ({ id }) => stopAgent(id))}>
            Stop {active.length > 0 && active.length}
          </Button>
        </>
      )}
      {children?.(bulk, change.isPending)}
      {mayDelete && (
        <Confirm
          title={`Delete ${counted(agents.length, 'agent')}?`}
          act="Delete"
          onConfirm={async () => {
            await bulk(agents, ({ id }) => deleteAgent(id));
            onDone();
          }}
          trigger={
            <Button look="danger-quiet" icon="trash" disabled={change.isPending}>
              Delete
            </Button>
          }
        >
          <p>Their processes, code, chat topics, tokens, sessions, settings, secrets and files are removed for good:</p>
          <p className="mt-2 max-h-24 overflow-y-auto font-medium text-ink">{agents.map(({ name }) => name).join(', ')}</p>
        </Confirm>
      )}
      <IconButton icon="close" label="Clear the selection" className="ml-auto" onClick={onDone} />
      {failed.length > 0 && (
        <ul role="alert" className="w-full text-bad">
          {failed.map(({ thing, failure }) => (
            <li key={thing.id}>
              <span className="font-medium">{thing.name}</span>: {asProblem(failure).detail}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
