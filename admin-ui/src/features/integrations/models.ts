import type { Integration } from './api/integration';

export interface Model {
  name: string;
  /** The integration that serves it. */
  provider: Integration;
  /** Asked when nobody names another. */
  isDefault: boolean;
  /** Whether the integration answers with it unless told otherwise, or only allows it. */
  role: 'first' | 'allowed';
}

const RUNTIME = 'agent-runtime';
const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value.map(String) : typeof value === 'string' ? value.split(/[\n,]/) : []).map((one) => one.trim()).filter(Boolean);

/** The models that the tenant's integrations name, the default one first. */
export function modelsOf(integrations: Integration[]): Model[] {
  const runtime = integrations.find((one) => one.connector_type === RUNTIME)?.config;
  const models = integrations.flatMap((provider): Model[] => {
    if (provider.connector_type === RUNTIME) {
      return [];
    }
    const first = texts(provider.config?.['model']);
    const serves = provider.id === runtime?.['default_llm_integration_id'];
    const others = texts(provider.config?.['models_allowed']).filter((name) => !first.includes(name));
    return [
      ...first.map((name): Model => ({ name, provider, isDefault: serves, role: 'first' })),
      ...others.map((name): Model => ({ name, provider, isDefault: false, role: 'allowed' })),
    ];
  });
  return models.sort((one, other) => Number(other.isDefault) - Number(one.isDefault) || one.name.localeCompare(other.name));
}
