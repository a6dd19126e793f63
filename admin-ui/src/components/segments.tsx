import { RadioGroup } from 'radix-ui';

/** A choice among few, side by side. */
export function Segments({
  label,
  choices,
  value,
  onChange,
}: {
  label: string;
  choices: { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <RadioGroup.Root aria-label={label} value={value} onValueChange={onChange} orientation="horizontal" className="inline-flex rounded-md border border-line-strong bg-surface p-0.5">
      {choices.map((choice) => (
        <RadioGroup.Item
          key={choice.value}
          value={choice.value}
          className="h-7 rounded-sm px-2.5 text-sm font-medium text-ink-2 hover:text-ink data-[state=checked]:bg-accent-soft data-[state=checked]:text-accent"
        >
          {choice.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
