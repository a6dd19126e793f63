import { SelectField, TextField, type Choice } from '@/components/field';
import { SharesControl } from './shares-control';
import type { SettingField } from './setting-fields';

/** The control of one setting; empty means that the level above decides. */
export function SettingControl({
  field: { kind, label, hint },
  above,
  offers,
  readOnly,
  value,
  onChange,
}: {
  field: SettingField;
  above: string;
  offers: Choice[];
  readOnly: boolean;
  value: string;
  onChange: (text: string) => void;
}) {
  if (kind === 'shares') {
    return <SharesControl label={label} hint={hint} value={value} readOnly={readOnly} onChange={onChange} />;
  }
  const choices = choicesOf(kind, offers);
  if (choices !== null) {
    const known = value === '' || choices.some((choice) => choice.value === value);
    return (
      <SelectField
        label={label}
        hint={hint}
        choices={[{ value: '', label: above }, ...choices, ...(known ? [] : [{ value, label: `${value} (not available)` }])]}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  const numeric = kind === 'whole' || kind === 'number' || kind === 'share';
  return (
    <TextField
      label={label}
      hint={hint}
      placeholder={above}
      inputMode={numeric ? 'decimal' : undefined}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** What a setting can be chosen from; null where it is typed. */
function choicesOf(kind: SettingField['kind'], offers: Choice[]): Choice[] | null {
  if (kind === 'yesno') {
    return [
      { value: 'true', label: 'yes' },
      { value: 'false', label: 'no' },
    ];
  }
  if (kind === 'offered') {
    return offers;
  }
  return typeof kind === 'object' ? kind.oneOf.map((word) => ({ value: word, label: word })) : null;
}
