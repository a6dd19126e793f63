import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { asProblem } from '@/lib/problem';
import { ProblemNote } from '@/components/states';
import { useMay } from '@/features/session/use-session';
import { attachmentsQuery, attachPolicy, detachPolicy } from './api/attachments';
import { ModeTag } from './mode-tag';
import { useAllPolicies } from './use-all-policies';

/** The policies an agent is under; a tick attaches, another takes away, from the next turn on. */
export function LinkedPolicies({ agentId }: { agentId: string }) {
  const client = useQueryClient();
  const mayWrite = useMay('policies.write');
  const attached = useQuery(attachmentsQuery(agentId));
  const every = useAllPolicies();

  // What was ticked and isn't confirmed yet: shown at once, and taken back when it is refused.
  const [wanted, setWanted] = useState<Record<string, boolean>>({});
  const change = useMutation({
    mutationFn: ({ policyId, on }: { policyId: string; on: boolean }) =>
      on ? attachPolicy(agentId, policyId) : detachPolicy(agentId, policyId),
    onSettled: async (_data, _failure, { policyId }) => {
      await client.invalidateQueries({ queryKey: ['agents', agentId, 'policies'] });
      void client.invalidateQueries({ queryKey: ['policies'] });
      setWanted(({ [policyId]: _done, ...others }) => others);
    },
  });

  const linked = new Set(attached.data?.map((one) => one.policy_id));
  const policies = every.policies.filter(
    ({ id, mode }) => linked.has(id) || (mayWrite && mode !== 'deprecated'),
  );
  const failure = attached.error ?? every.error ?? change.error;
  const loading = attached.isPending || every.isPending;

  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="float-left pb-1 font-semibold">Linked policies</legend>
      {loading && !failure && <div className="shimmer h-5 w-2/3 rounded-sm" />}
      {!loading && !failure && policies.length === 0 && (
        <p className="text-ink-2">
          {mayWrite ? (
            <>
              No policies yet: only the platform’s base rules apply.{' '}
              <Link to="/policies" className="text-accent underline underline-offset-2">
                Create one
              </Link>
            </>
          ) : (
            'None: only the platform’s base rules apply.'
          )}
        </p>
      )}
      <ul className="flex flex-col gap-1">
        {policies.map(({ id, name, mode }) => {
          return (
            <li key={id} className="flex min-h-7 items-center gap-2">
              {mayWrite && (
                <input
                  id={`link-${agentId}-${id}`}
                  type="checkbox"
                  className="size-4 shrink-0 accent-accent"
                  checked={wanted[id] ?? linked.has(id)}
                  aria-busy={id in wanted}
                  onChange={({ target: { checked: on } }) => {
                    setWanted((now) => ({ ...now, [id]: on }));
                    change.mutate({ policyId: id, on });
                  }}
                />
              )}
              <label htmlFor={`link-${agentId}-${id}`} className="min-w-0 flex-1 truncate">
                {name}
              </label>
              <ModeTag mode={mode} />
            </li>
          );
        })}
      </ul>
      <ProblemNote failure={failure && asProblem(failure)} />
    </fieldset>
  );
}
