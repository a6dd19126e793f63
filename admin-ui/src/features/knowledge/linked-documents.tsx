import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { asProblem } from '@/lib/problem';
import { LoadingRows, ProblemNote } from '@/components/states';
import { useToasts } from '@/components/toast';
import { useMay } from '@/features/session/use-session';
import { agentDocumentsQuery, documentsQuery, putAgentDocuments } from './api/document';
import { DocumentState } from './state-tag';

/** The documents that an agent's knowledge_search looks through. */
export function LinkedDocuments({ agentId }: { agentId: string }) {
  const client = useQueryClient();
  const { say } = useToasts();
  const mayLink = useMay('knowledge.decide');
  const linked = useQuery(agentDocumentsQuery(agentId));
  const every = useInfiniteQuery(documentsQuery());
  const change = useMutation({
    mutationFn: (ids: string[]) => putAgentDocuments(agentId, ids),
    onSuccess: (now) => {
      client.setQueryData(agentDocumentsQuery(agentId).queryKey, now);
      say('The agent’s documents are changed.');
    },
  });
  if (linked.error && asProblem(linked.error).status === 404) {
    return <p className="p-4 text-ink-2">This server keeps no documents for agents.</p>;
  }
  if (linked.error ?? every.error) {
    return (
      <div className="p-4">
        <ProblemNote failure={linked.error ?? every.error} />
      </div>
    );
  }
  if (!linked.data || !every.data) {
    return <LoadingRows rows={2} label="Loading the documents" />;
  }
  const chosen = change.isPending ? change.variables : linked.data.map(({ id }) => id);
  const known = every.data.pages.flatMap((page) => page.rows);
  const offered = [...linked.data.filter(({ id }) => !known.some((one) => one.id === id)), ...known].filter(({ id }) => mayLink || chosen.includes(id));
  if (offered.length === 0) {
    return (
      <p className="p-4 text-ink-2">
        No documents.{' '}
        <Link to="/inventory?tab=documents" className="text-accent underline underline-offset-2">
          Go to the documents
        </Link>
      </p>
    );
  }
  return (
    <fieldset disabled={!mayLink || change.isPending} className="flex flex-col gap-2 p-4">
      <legend className="sr-only">Linked documents</legend>
      {offered.map(({ id, name, version, state }) => (
        <label key={id} className="flex min-h-7 items-center gap-2.5">
          <input
            type="checkbox"
            className="size-4 shrink-0 accent-accent"
            checked={chosen.includes(id)}
            onChange={({ target: { checked } }) => change.mutate(checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
          />
          <span className="min-w-0 flex-1 truncate">
            {name} <span className="text-ink-3">version {version ?? '—'}</span>
          </span>
          <DocumentState state={state} />
        </label>
      ))}
      <ProblemNote failure={change.error} />
    </fieldset>
  );
}
