interface Props {
  label: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}

/** A box to tick in a row, easy to hit and above what the rest of the row does. */
export function Tick({ label, checked, disabled = false, onChange }: Props) {
  return (
    <label className="relative z-1 -m-2 inline-flex p-2 align-middle">
      <input type="checkbox" aria-label={label} checked={checked} disabled={disabled} onChange={(event) => onChange(event.target.checked)} className="size-4 accent-accent" />
    </label>
  );
}
