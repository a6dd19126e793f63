import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Failed, LoadingRows, ProblemNote } from '@/components/states';
import { useToasts } from '@/components/toast';
import { defaultPoliciesQuery, putDefaultPolicies } from './api/default-policies';
import { ModeTag } from './mode-tag';
import { useAllPolicies } from './use-all-policies';

/** The policies that a new agent is put under by itself; agents that are there already stay as they are. */
export function DefaultPolicies({ readOnly }: { readOnly: boolean }) {
  const client = useQueryClient();
  const { say } = useToasts();
  const defaults = useQuery(defaultPoliciesQuery);
  const every = useAllPolicies();

  const change = useMutation({
    mutationFn: putDefaultPolicies,
    onSuccess: (saved) => {
      client.setQueryData(defaultPoliciesQuery.queryKey, saved);
      say('New agents are put under these policies.');
    },
  });

  const failure = defaults.error ?? every.error;
  if (failure && !defaults.data) {
    return <Failed what="The default policies can't be read." failure={failure} retry={() => void defaults.refetch()} />;
  }
  if (!defaults.data || every.isPending) {
    return <LoadingRows rows={3} label="Loading the default policies" />;
  }
  const chosen = change.isPending ? change.variables : defaults.data.policy_ids;
  const offered = every.policies.filter(({ id, mode }) => chosen.includes(id) || (!readOnly && mode !== 'deprecated'));
  if (offered.length === 0) {
    return (
      <p className="p-5 text-ink-2">
        None: new agents are under the platform’s base rules only.{' '}
        <Link to="/policies" className="text-accent underline underline-offset-2">
          Go to the policies
        </Link>
      </p>
    );
  }
  return (
    <fieldset disabled={readOnly || change.isPending} className="flex flex-col gap-2 p-5">
      <legend className="sr-only">Default policies</legend>
      {offered.map(({ id, name, mode }) => (
        <label key={id} className="flex min-h-7 items-center gap-2.5">
          <input
            type="checkbox"
            className="size-4 shrink-0 accent-accent"
            checked={chosen.includes(id)}
            onChange={({ target: { checked } }) => change.mutate(checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
          />
          <span className="min-w-0 flex-1 truncate">{name}</span>
          <ModeTag mode={mode} />
        </label>
      ))}
      <ProblemNote failure={change.error} />
    </fieldset>
  );
}
