import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { FieldSpec } from './api/integration';
import { SchemaForm } from './schema-form';

const field = (type: string, more: Partial<FieldSpec> = {}): FieldSpec => ({ key: type, label: `A ${type}`, type, ...more });

it('draws a control with the field’s label for every type', () => {
  const types = ['string', 'integer', 'float', 'password', 'enum', 'textarea', 'boolean', 'url', 'enum_integration', 'unheard_of'];

  render(<SchemaForm fields={types.map((type) => field(type))} integration={null} typed={{}} onType={() => {}} />);

  for (const type of types) {
    expect(screen.getByLabelText(`A ${type}`)).toBeEnabled();
  }
  expect(screen.getByRole('combobox', { name: 'A enum_integration' })).toBeVisible();
  expect(screen.getByRole('checkbox', { name: 'A boolean' })).not.toBeChecked();
});

it('offers integrations by name and keeps one that is no longer offered', () => {
  const choice = field('enum_integration', { key: 'llm', options: [{ value: 'a', label: 'Local model' }] });

  render(
    <SchemaForm
      fields={[choice]}
      integration={{ id: 'i', connector_type: 't', name: 'n', enabled: true, config: { llm: 'gone' } }}
      typed={{}}
      onType={() => {}}
    />,
  );

  expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual(['None', 'Local model', 'gone (not available)']);
  expect(screen.getByRole('combobox')).toHaveValue('gone');
});

it('never shows a stored secret and does not ask for it again', () => {
  render(
    <SchemaForm
      fields={[field('password', { key: 'k', secret: true, required: true })]}
      integration={{ id: 'i', connector_type: 't', name: 'n', enabled: true, credentials: [{ key: 'k', hint: '…42', configured: true }] }}
      typed={{}}
      onType={() => {}}
    />,
  );

  const control = screen.getByLabelText('A password');
  expect(control).toHaveValue('');
  expect(control).not.toBeRequired();
  expect(control).toHaveAccessibleDescription(/…42/);
});
