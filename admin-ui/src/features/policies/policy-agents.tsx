import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { counted } from '@/lib/format';
import { Empty, ProblemNote } from '@/components/states';
import { SearchBox } from '@/components/search-box';
import { attachmentsQuery, attachPolicy, detachPolicy } from './api/attachments';
import type { Policy } from './api/policy';

const MOST = 50;

/** The agents that are under the policy; a tick attaches it, another takes it away. */
export function PolicyAgents({ policy, agents, mayWrite }: { policy: Policy; agents: { id: string; name: string }[]; mayWrite: boolean }) {
  const client = useQueryClient();
  const [search, setSearch] = useState('');
  const offered = agents.filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase())).slice(0, MOST);
  const attached = useQueries({ queries: offered.map(({ id }) => ({ ...attachmentsQuery(id), staleTime: 10_000 })) });
  const change = useMutation({
    mutationFn: ({ id, on }: { id: string; on: boolean }) => (on ? attachPolicy(id, policy.id) : detachPolicy(id, policy.id)),
    onSettled: async (_data, _failure, { id }) => {
      await client.invalidateQueries({ queryKey: ['agents', id, 'policies'] });
      void client.invalidateQueries({ queryKey: ['policies'] });
    },
  });

  if (agents.length === 0) {
    return <Empty icon="agents" title="No agents yet" />;
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-4">
      <div className="flex items-center gap-3">
        <SearchBox label="Search agents" value={search} onChange={setSearch} />
        <span className="text-sm text-ink-2">Attached to {counted(policy.attached_agents, 'agent')}</span>
      </div>
      <ProblemNote failure={change.error} />
      <ul className="flex flex-col">
        {offered.map(({ id, name }, index) => {
          const known = attached[index]?.data;
          const busy = change.isPending && change.variables.id === id;
          const on = busy ? change.variables.on : (known?.some(({ policy_id }) => policy_id === policy.id) ?? false);
          return (
            <li key={id} className="flex min-h-9 items-center gap-2.5 border-b border-line last:border-b-0">
              <input
                type="checkbox"
                aria-label={name}
                aria-busy={busy || !known}
                disabled={!mayWrite || !known || (policy.mode === 'deprecated' && !on)}
                checked={on}
                onChange={({ target: { checked } }) => change.mutate({ id, on: checked })}
                className="size-4 accent-accent"
              />
              <Link to={`/agents/${id}?tab=policies`} className="truncate hover:underline">
                {name}
              </Link>
            </li>
          );
        })}
      </ul>
      {agents.length > offered.length && search === '' && <p className="text-sm text-ink-3">Showing {MOST}; search for others.</p>}
    </div>
  );
}
