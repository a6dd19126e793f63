import { expect, it } from 'vitest';
import type { Integration } from './api/integration';
import { modelsOf } from './models';

const row = (id: string, connector_type: string, config: Integration['config']): Integration => ({ id, connector_type, name: id, enabled: true, config });

it('names each model once with who serves it, the default one first', () => {
  const models = modelsOf([
    row('a', 'openai', { model: 'gpt-5', models_allowed: 'gpt-5\ngpt-5-mini, o9' }),
    row('b', 'ollama', { model: 'llama3.1:8b', models_allowed: null }),
    row('r', 'agent-runtime', { default_llm_integration_id: 'b', default_model_name: 'x' }),
    row('t', 'tavily', null),
  ]);

  expect(models.map(({ name, provider, isDefault, role }) => [name, provider.id, isDefault, role])).toEqual([
    ['llama3.1:8b', 'b', true, 'first'],
    ['gpt-5', 'a', false, 'first'],
    ['gpt-5-mini', 'a', false, 'allowed'],
    ['o9', 'a', false, 'allowed'],
  ]);
});
