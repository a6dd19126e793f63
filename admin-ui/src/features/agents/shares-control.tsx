import { useId } from 'react';
import { hazards } from '@/lib/hazards';
import { Filter } from '@/components/field';
import { IconButton } from '@/components/button';

const text = (shares: Record<string, number>) => (Object.keys(shares).length === 0 ? '' : JSON.stringify(shares));

/** A score for each hazard that has one of its own; the text is JSON, empty for none. */
export function SharesControl({
  label,
  hint,
  value,
  readOnly,
  onChange,
}: {
  label: string;
  hint: string | undefined;
  value: string;
  readOnly: boolean;
  onChange: (text: string) => void;
}) {
  const id = useId();
  const shares = (value === '' ? {} : JSON.parse(value)) as Record<string, number>;
  const set = (category: string, share: number) => onChange(text({ ...shares, [category]: share }));
  const free = Object.keys(hazards).filter((code) => !(code in shares));

  return (
    <div role="group" aria-labelledby={id} className="col-span-full flex flex-col gap-2">
      <span className="flex flex-col">
        <span id={id} className="font-medium">
          {label}
        </span>
        <span className="text-xs text-ink-3">{hint}</span>
      </span>
      <ul className="flex max-w-lg flex-col gap-1.5">
        {Object.entries(shares).map(([category, share]) => (
          <li key={category} className="flex items-center gap-3">
            <label htmlFor={`${id}-${category}`} className="min-w-0 flex-1 truncate">
              <span className="inline-block w-9 font-mono text-xs text-ink-3">{category}</span>
              {hazards[category] ?? 'a category of another guard'}
            </label>
            <input
              id={`${id}-${category}`}
              type="number"
              min={0}
              max={1}
              step={0.01}
              value={share}
              onChange={(event) => set(category, event.target.valueAsNumber || 0)}
              className="h-8.5 w-24 rounded-md border border-line-strong bg-surface px-2.5 tabular-nums"
            />
            {!readOnly && (
              <IconButton
                icon="close"
                label={`Take ${category} away`}
                onClick={() => onChange(text(Object.fromEntries(Object.entries(shares).filter(([one]) => one !== category))))}
              />
            )}
          </li>
        ))}
      </ul>
      {!readOnly && (
        <span>
          <Filter
            label="Add a category"
            value=""
            choices={[{ value: '', label: 'Add a category…' }, ...free.map((code) => ({ value: code, label: `${code} ${hazards[code] ?? ''}` }))]}
            onChange={(category) => category !== '' && set(category, 0.6)}
          />
        </span>
      )}
    </div>
  );
}
