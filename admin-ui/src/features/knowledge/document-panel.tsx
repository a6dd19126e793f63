import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { bytes, count, moment } from '@/lib/format';
import { Button, IconButton } from '@/components/button';
import { Confirm } from '@/components/dialog';
import { Id } from '@/components/id';
import { Facts } from '@/components/page';
import { LoadingRows, ProblemNote } from '@/components/states';
import { useToasts } from '@/components/toast';
import { useMay } from '@/features/session/use-session';
import { approveDocument, deleteDocument, documentTextQuery, revokeDocument, type Document } from './api/document';
import { DocumentState } from './state-tag';

/** A document: its text as agents would find it, to be read before it is approved. */
export function DocumentPanel({ document, onClose }: { document: Document; onClose: () => void }) {
  const client = useQueryClient();
  const { say } = useToasts();
  const mayDecide = useMay('knowledge.decide');
  const text = useQuery(documentTextQuery(document.id));
  const again = () => client.invalidateQueries({ queryKey: ['knowledge'] });
  const decision = useMutation({
    mutationFn: (approves: boolean) => (approves ? approveDocument(document.id) : revokeDocument(document.id)),
    onSuccess: (decided) => say(`${decided.name} is ${decided.state}.`),
    onSettled: again,
  });

  return (
    <section aria-label="Document" className="flex max-h-full w-[26rem] shrink-0 flex-col gap-4 self-start overflow-y-auto rounded-lg border border-line bg-surface p-4">
      <header className="flex items-start justify-between gap-2">
        <div className="flex min-w-0 flex-col items-start gap-1">
          <h2 className="max-w-full truncate text-lg font-semibold">{document.name}</h2>
          <DocumentState state={document.state} />
        </div>
        <IconButton icon="close" label="Close document" onClick={onClose} />
      </header>
      {mayDecide && (
        <div className="flex flex-wrap gap-2">
          {document.state !== 'approved' && (
            <Button look="primary" icon="check" disabled={decision.isPending || !text.data} onClick={() => decision.mutate(true)}>
              Approve
            </Button>
          )}
          {document.state !== 'revoked' && (
            <Button icon="block" disabled={decision.isPending} onClick={() => decision.mutate(false)}>
              Revoke
            </Button>
          )}
          <Confirm
            title={`Delete ${document.name}?`}
            act="Delete"
            onConfirm={async () => {
              await deleteDocument(document.id);
              say(`${document.name} is deleted.`);
              onClose();
              await again();
            }}
            trigger={
              <Button look="danger-quiet" icon="trash">
                Delete
              </Button>
            }
          >
            Its file, its text and its links to agents are removed for good. Agents can’t find it from then on.
          </Confirm>
        </div>
      )}
      <ProblemNote failure={decision.error} />
      <Facts
        facts={[
          ['Version', document.version ?? '—'],
          ['File', document.filename ?? '—'],
          ['Size', document.size === null || document.size === undefined ? '—' : bytes(document.size)],
          ['Text', document.characters === null || document.characters === undefined ? '—' : `${count(document.characters)} characters`],
          ['SHA-256', document.sha256 ? <Id value={document.sha256} label="the hash" /> : '—'],
          ['Added', `${moment(document.created_at)} by ${document.created_by ?? '—'}`],
          ['Decided', document.decided_by ? `${moment(document.decided_at)} by ${document.decided_by}` : 'not yet'],
        ]}
      />
      <div className="flex min-h-0 flex-col gap-1 border-t border-line pt-3">
        <h3 className="font-medium">What agents would find</h3>
        {text.error ? (
          <ProblemNote failure={text.error} />
        ) : text.data === undefined ? (
          <LoadingRows rows={3} label="Loading the text" />
        ) : (
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled region must be reachable by keyboard
          <pre tabIndex={0} aria-label="Text of the document" className="max-h-64 overflow-auto rounded-md bg-sunken p-3 font-mono text-xs break-words whitespace-pre-wrap">
            {text.data.slice(0, 20_000) || 'Nothing could be read out of this file.'}
          </pre>
        )}
      </div>
    </section>
  );
}
