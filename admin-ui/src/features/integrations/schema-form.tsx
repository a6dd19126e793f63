import { CheckField, SelectField, TextAreaField, TextField } from '@/components/field';
import type { FieldSpec, Integration } from './api/integration';
import { shown, type Typed } from './field-values';

/** A form drawn from field specs; each control has its field's label. */
export function SchemaForm({
  fields,
  integration,
  typed,
  readOnly,
  onType,
}: {
  fields: FieldSpec[];
  integration: Integration | null;
  typed: Typed;
  readOnly?: boolean;
  onType: (key: string, value: string | boolean) => void;
}) {
  const groups = [...new Set(fields.map((field) => field.group ?? ''))];
  return (
    <div className="flex flex-col gap-5">
      {groups.map((group) => (
        <fieldset key={group} disabled={readOnly} className="flex flex-col gap-3">
          {group !== '' && <legend className="pb-2 text-xs font-semibold tracking-wide text-ink-3 uppercase">{group}</legend>}
          <div className="grid grid-cols-[repeat(auto-fill,minmax(17rem,1fr))] gap-x-4 gap-y-3">
            {fields
              .filter((field) => (field.group ?? '') === group)
              .map((field) => (
                <Control
                  key={field.key}
                  field={field}
                  credential={integration?.credentials?.find((one) => one.key === field.key) ?? null}
                  value={typed[field.key] ?? (field.secret ? '' : shown(field, integration?.config?.[field.key]))}
                  onType={(value) => onType(field.key, value)}
                />
              ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}

interface ControlProps {
  field: FieldSpec;
  credential: { configured: boolean; hint?: string | null | undefined } | null;
  value: string | boolean;
  onType: (value: string | boolean) => void;
}

function Control({ field, credential, value, onType }: ControlProps) {
  const { label, type, secret } = field;
  const hint = field.hint ?? undefined;
  const kept = credential?.configured === true;
  const required = field.required === true && !kept;
  const text = typeof value === 'string' ? value : String(value);

  if (type === 'boolean') {
    return <CheckField label={label} hint={hint} checked={value === true} onChange={(event) => onType(event.target.checked)} />;
  }
  if (secret || type === 'password') {
    return (
      <TextField
        label={label}
        type="password"
        autoComplete="new-password"
        required={required}
        hint={kept ? `Stored${credential.hint ? ` (${credential.hint})` : ''}; leave blank to keep it` : hint}
        placeholder={kept ? '••••••••' : (field.placeholder ?? undefined)}
        value={text}
        onChange={(event) => onType(event.target.value)}
      />
    );
  }
  if (type === 'enum' || type === 'enum_integration') {
    const options = field.options ?? [];
    const known = text === '' || options.some((option) => option.value === text);
    return (
      <SelectField
        label={label}
        hint={options.length === 0 && type === 'enum_integration' ? 'No enabled integration can serve this yet' : hint}
        required={required}
        value={text}
        choices={[
          { value: '', label: required ? 'Choose…' : 'None' },
          ...options,
          ...(known ? [] : [{ value: text, label: `${text} (not available)` }]),
        ]}
        onChange={(event) => onType(event.target.value)}
      />
    );
  }
  if (type === 'textarea') {
    return (
      <TextAreaField
        label={label}
        hint={hint}
        required={required}
        placeholder={field.placeholder ?? undefined}
        value={text}
        onChange={(event) => onType(event.target.value)}
      />
    );
  }
  const numeric = type === 'integer' || type === 'float';
  return (
    <TextField
      label={label}
      hint={hint}
      required={required}
      type={type === 'url' ? 'url' : 'text'}
      inputMode={type === 'integer' ? 'numeric' : numeric ? 'decimal' : undefined}
      placeholder={field.placeholder ?? undefined}
      value={text}
      onChange={(event) => onType(event.target.value)}
    />
  );
}
