import { plain } from '@/lib/format';
import type { FieldSpec } from './api/integration';

/** What a person typed, by field; fields that weren't touched are absent. */
export type Typed = Record<string, string | boolean>;

const numeric = new Set(['integer', 'float']);

/** A stored value as its control shows it. */
export function shown(field: FieldSpec, value: unknown): string | boolean {
  const present = value ?? field.default;
  if (field.type === 'boolean') {
    return present === true || present === 'true';
  }
  return plain(present);
}

/** The touched fields as the server takes them: a blank secret is left out (kept), a blank setting is taken back. */
export function fieldsOf(specs: FieldSpec[], typed: Typed): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const field of specs) {
    const value = typed[field.key];
    if (value === undefined || (field.secret && value === '')) {
      continue;
    }
    fields[field.key] = valueOf(field, value);
  }
  return fields;
}

function valueOf(field: FieldSpec, value: string | boolean): unknown {
  if (typeof value === 'boolean') {
    return value;
  }
  const trimmed = value.trim();
  if (trimmed === '') {
    return null;
  }
  // What isn't a number is sent as it was typed, so that the server's sentence names the field.
  return numeric.has(field.type) && !Number.isNaN(Number(trimmed)) ? Number(trimmed) : trimmed;
}

/** Secret fields apart from the others, as creation wants them. */
export function apart(specs: FieldSpec[], fields: Record<string, unknown>) {
  const secret = new Set(specs.filter((field) => field.secret).map((field) => field.key));
  const entries = Object.entries(fields);
  return {
    config: Object.fromEntries(entries.filter(([key]) => !secret.has(key))),
    credentials: Object.fromEntries(entries.filter(([key]) => secret.has(key))),
  };
}
