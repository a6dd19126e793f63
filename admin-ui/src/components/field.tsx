import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes } from 'react';
import { cx } from '@/lib/class-names';
import { Icon } from './icon';

const control =
  'w-full rounded-md border border-line-strong bg-surface px-2.5 text-ink disabled:bg-sunken disabled:text-ink-3';

interface Labelled {
  label: string;
  hint?: ReactNode;
  required?: boolean | undefined;
}

interface Wired {
  id: string;
  'aria-describedby': string | undefined;
  required: boolean | undefined;
}

function Field({ label, hint, required, children }: Labelled & { children: (wired: Wired) => ReactNode }) {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {required && (
          <span aria-hidden="true" className="text-xs text-ink-3">
            required
          </span>
        )}
      </span>
      {children({ id, 'aria-describedby': hint ? hintId : undefined, required })}
      {hint && (
        <span id={hintId} className="text-xs text-ink-3">
          {hint}
        </span>
      )}
    </div>
  );
}

export function TextField({ label, hint, required, className, ...rest }: Labelled & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <Field label={label} hint={hint} required={required}>
      {(wired) => <input {...wired} autoComplete="off" className={cx(control, 'h-8.5', className)} {...rest} />}
    </Field>
  );
}

export function TextAreaField({
  label,
  hint,
  required,
  className,
  ...rest
}: Labelled & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <Field label={label} hint={hint} required={required}>
      {(wired) => <textarea {...wired} rows={3} className={cx(control, 'py-1.5', className)} {...rest} />}
    </Field>
  );
}

export interface Choice {
  value: string;
  label: string;
}

export function SelectField({
  label,
  hint,
  required,
  choices,
  ...rest
}: Labelled & { choices: Choice[] } & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Field label={label} hint={hint} required={required}>
      {(wired) => (
        <Select {...wired} choices={choices} className={cx(control, 'h-8.5')} {...rest} />
      )}
    </Field>
  );
}

export function CheckField({
  label,
  hint,
  ...rest
}: Omit<Labelled, 'required'> & Omit<InputHTMLAttributes<HTMLInputElement>, 'type'>) {
  const id = useId();
  return (
    <div className="flex items-start gap-2">
      <input id={id} type="checkbox" className="mt-0.5 size-4 accent-accent" {...rest} />
      <span className="flex flex-col">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {hint && <span className="text-xs text-ink-3">{hint}</span>}
      </span>
    </div>
  );
}

function Select({ choices, className, ...rest }: { choices: Choice[] } & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <span className="relative inline-flex min-w-0">
      <select className={cx('appearance-none truncate pr-7.5', className)} {...rest}>
        {choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <Icon name="down" className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-ink-3" />
    </span>
  );
}

/** A select without a visible label, for filters above a list. */
export function Filter({
  label,
  choices,
  value,
  onChange,
}: {
  label: string;
  choices: Choice[];
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <Select
      aria-label={label}
      value={value}
      choices={choices}
      onChange={(event) => onChange(event.target.value)}
      className="h-8.5 rounded-md border border-line-strong bg-surface pl-2.5 text-ink"
    />
  );
}
