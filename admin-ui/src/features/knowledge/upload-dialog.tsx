import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { FileDrop } from '@/components/file-drop';
import { TextField } from '@/components/field';
import { ProblemNote } from '@/components/states';
import { useToasts } from '@/components/toast';
import { uploadDocument } from './api/document';

/** Opens the form that brings a document; nobody finds it before an admin has approved it. */
export function UploadDocumentButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="primary" icon="plus" onClick={() => setOpen(true)}>
        Add document
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="Add a document" description="Its text is read now; agents find it once it is approved and linked to them.">
        <UploadForm onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function UploadForm({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const { say } = useToasts();
  const [name, setName] = useState('');
  const [file, setFile] = useState<File | null>(null);

  const upload = useMutation({
    mutationFn: (chosen: File) => uploadDocument(name.trim(), chosen),
    onSuccess: async (added) => {
      say(`${added.name} waits for an approval.`);
      onClose();
      await client.invalidateQueries({ queryKey: ['knowledge'] });
    },
  });

  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        if (file) {
          upload.mutate(file);
        }
      }}
    >
      <div className="flex min-h-0 flex-col gap-3.5 overflow-y-auto px-5 py-4">
        <FileDrop
          label="File"
          accept=".txt,.md,.html,.htm,.pdf"
          hint="Text, Markdown, HTML or PDF, up to 20 MB"
          required
          file={file}
          onFile={(chosen) => {
            setFile(chosen);
            if (chosen && name === '') {
              setName(chosen.name.replace(/\.[^.]+$/, ''));
            }
          }}
        />
        <TextField label="Name" required maxLength={200} value={name} hint="The same name again is its next version" onChange={(event) => setName(event.target.value)} />
        <ProblemNote failure={upload.error} />
      </div>
      <footer className="flex items-center justify-end gap-2 border-t border-line px-5 py-3">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" disabled={upload.isPending || !file}>
          {upload.isPending ? 'Reading…' : 'Add'}
        </Button>
      </footer>
    </form>
  );
}
