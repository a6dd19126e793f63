import { CopyButton } from './copy-button';

/** An id: short to look at, whole to copy. */
export function Id({ value, label }: { value: string; label: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      <code title={value} className="truncate font-mono text-xs text-ink-2">
        {value.length > 18 ? `${value.slice(0, 8)}…${value.slice(-6)}` : value}
      </code>
      <CopyButton text={value} label={`Copy ${label}`} className="-my-2" />
    </span>
  );
}
