import { Icon } from './icon';

export function SearchBox({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <div className="relative min-w-0 flex-1 sm:max-w-72">
      <Icon name="search" className="pointer-events-none absolute top-2.5 left-2.5 size-3.5 text-ink-3" />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-8.5 w-full rounded-md border border-line-strong bg-surface pr-2 pl-8 text-ink"
      />
    </div>
  );
}
