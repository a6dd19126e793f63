import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { bytes, moment } from '@/lib/format';
import { Button } from '@/components/button';
import { FileDrop } from '@/components/file-drop';
import { Id } from '@/components/id';
import { Card } from '@/components/page';
import { Failed, LoadingRows, ProblemNote } from '@/components/states';
import { Table, Td, Th } from '@/components/table';
import { useToasts } from '@/components/toast';
import { useMay } from '@/features/session/use-session';
import { codePath, putCode, revisionsQuery } from './api/revisions';


/** Every revision of the code that was uploaded, and the door for the next. */
export function CodeCard({ agentId }: { agentId: string }) {
  const { data, error, refetch } = useQuery(revisionsQuery(agentId));
  const mayEdit = useMay('agents.edit');
  return (
    <Card title="Code">
      {error && !data ? (
        <Failed what="The revisions can't be listed." failure={error} retry={() => void refetch()} />
      ) : !data ? (
        <LoadingRows rows={2} label="Loading the revisions" />
      ) : (
        <Table name="Revisions">
          <thead>
            <tr>
              <Th>Revision</Th>
              <Th>File</Th>
              <Th>SHA-256</Th>
              <Th className="text-right">Size</Th>
              <Th>Uploaded</Th>
              <Th>By</Th>
            </tr>
          </thead>
          <tbody>
            {data.map((one) => (
              <tr key={one.revision}>
                <Td>{one.revision}</Td>
                <Td>
                  <a
                    href={codePath(agentId, one.revision)}
                    download={one.filename ?? true}
                    className="text-accent underline underline-offset-2"
                  >
                    {one.filename ?? 'code'}
                  </a>
                </Td>
                <Td>
                  <Id value={one.code_sha256} label="the hash" />
                </Td>
                <Td className="text-right">{bytes(one.size ?? 0)}</Td>
                <Td className="text-ink-2">{moment(one.created_at)}</Td>
                <Td>{one.created_by ?? '—'}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {mayEdit && <NewRevision agentId={agentId} />}
    </Card>
  );
}

function NewRevision({ agentId }: { agentId: string }) {
  const client = useQueryClient();
  const { say } = useToasts();
  const [code, setCode] = useState<File | null>(null);
  const upload = useMutation({
    mutationFn: (file: File) => putCode(agentId, file, null),
    onSuccess: async () => {
      say('The new revision counts from the next start on.');
      setCode(null);
      await client.invalidateQueries({ queryKey: ['agents', agentId] });
    },
  });
  return (
    <form
      className="flex flex-col gap-3 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (code) {
          upload.mutate(code);
        }
      }}
    >
      <FileDrop key={upload.submittedAt} label="New revision" accept=".py,.jar" hint="A running agent goes on with the old one until its next start" file={code} onFile={setCode} />
      <ProblemNote failure={upload.error} />
      <Button type="submit" icon="upload" className="self-end" disabled={!code || upload.isPending}>
        {upload.isPending ? 'Checking…' : 'Upload revision'}
      </Button>
    </form>
  );
}
