import { useId, useState } from 'react';
import { cx } from '@/lib/class-names';
import { bytes } from '@/lib/format';
import { Icon } from './icon';

/** A file input that also takes what is dropped on it. */
export function FileDrop({
  label,
  accept,
  hint,
  file,
  required,
  onFile,
}: {
  label: string;
  accept: string;
  hint: string;
  file: File | null;
  required?: boolean;
  onFile: (file: File | null) => void;
}) {
  const id = useId();
  const [over, setOver] = useState(false);
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <div
        className={cx(
          'relative flex min-h-18 items-center gap-3 rounded-md border border-dashed px-3 focus-within:outline-2 focus-within:outline-focus',
          over ? 'border-accent bg-accent-soft' : 'border-line-strong bg-sunken',
        )}
      >
        <Icon name={file ? 'check' : 'upload'} className={cx('size-5', file ? 'text-good' : 'text-ink-3')} />
        <span className="min-w-0 text-sm">
          <span className="block truncate font-medium">{file ? file.name : 'Drop a file here, or choose one'}</span>
          <span className="text-ink-3">{file ? bytes(file.size) : hint}</span>
        </span>
        <input
          id={id}
          type="file"
          accept={accept}
          required={required === true && file === null}
          className="absolute inset-0 cursor-pointer opacity-0"
          onDragEnter={() => setOver(true)}
          onDragLeave={() => setOver(false)}
          onDrop={() => setOver(false)}
          onChange={(event) => onFile(event.target.files?.[0] ?? null)}
        />
      </div>
    </div>
  );
}
