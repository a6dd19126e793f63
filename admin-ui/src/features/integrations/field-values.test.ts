import { expect, it } from 'vitest';
import type { FieldSpec } from './api/integration';
import { apart, fieldsOf, shown } from './field-values';

const specs: FieldSpec[] = [
  { key: 'url', label: 'URL', type: 'url' },
  { key: 'n', label: 'N', type: 'integer', default: 5 },
  { key: 'on', label: 'On', type: 'boolean' },
  { key: 'key', label: 'Key', type: 'password', secret: true },
];

it('sends touched fields only, with their types, and keeps a secret left blank', () => {
  expect(fieldsOf(specs, { n: '7', on: true, key: '' })).toEqual({ n: 7, on: true });
});

it('takes a setting back that was emptied, and leaves nonsense for the server to name', () => {
  expect(fieldsOf(specs, { url: '', n: 'many' })).toEqual({ url: null, n: 'many' });
});

it('shows the default where nothing is set', () => {
  expect(specs.map((field) => shown(field, null))).toEqual(['', '5', false, '']);
});

it('files secrets apart', () => {
  expect(apart(specs, { url: 'http://x', key: 's' })).toEqual({ config: { url: 'http://x' }, credentials: { key: 's' } });
});
