/** `offered`: one of the choices that the page around the form knows; `shares`: a share for each hazard. */
export type SettingKind = 'text' | 'list' | 'whole' | 'number' | 'share' | 'yesno' | 'offered' | 'shares' | { oneOf: string[] };

export interface SettingField {
  key: string;
  label: string;
  kind: SettingKind;
  hint?: string;
}

export interface SettingGroup {
  title: string;
  about: string;
  fields: SettingField[];
}

const model: SettingGroup = {
  title: 'Model',
  about: 'Which model answers, and which ones may.',
  fields: [
    { key: 'model', label: 'Model', kind: 'text', hint: 'Counts before what the agent asks for' },
    { key: 'allowed_models', label: 'Allowed models', kind: 'list', hint: 'Separated by commas' },
    { key: 'fallbacks', label: 'Fallbacks', kind: 'list', hint: 'Tried in this order' },
    { key: 'cache', label: 'Cache answers', kind: 'yesno' },
  ],
};

const limits: SettingGroup = {
  title: 'Limits',
  about: 'What an agent may use. Above a limit, calls are refused with 429 until there is room again.',
  fields: [
    { key: 'requests_per_minute', label: 'LLM requests a minute', kind: 'whole' },
    { key: 'tokens_per_minute', label: 'Tokens a minute', kind: 'whole' },
    { key: 'max_concurrent_turns', label: 'Turns at once', kind: 'whole' },
    { key: 'budget_tokens_per_day', label: 'Tokens a day', kind: 'whole' },
    { key: 'budget_usd_per_day', label: 'US dollars a day', kind: 'number' },
    { key: 'tool_calls_per_minute', label: 'Tool calls a minute', kind: 'whole', hint: 'Above it, a call is a tool error' },
  ],
};

const runtime: SettingGroup = {
  title: 'Runtime',
  about: 'The sandbox that an agent runs in. Counts from its next start on.',
  fields: [
    { key: 'memory_mb', label: 'Memory (MB)', kind: 'whole', hint: 'From the next start on' },
    { key: 'cpu_quota', label: 'CPU share', kind: 'number', hint: '0.5 is half a core' },
    { key: 'restart', label: 'After a crash', kind: { oneOf: ['never', 'on-failure'] } },
  ],
};

const safety: SettingGroup = {
  title: 'Safety',
  about: 'From which score on a text is blocked, and how model calls are screened.',
  fields: [
    { key: 'block_score', label: 'Block score', kind: 'share', hint: '0 to 1; a text judged as high as this is blocked' },
    { key: 'guard_llm', label: 'Screening of LLM calls', kind: { oneOf: ['monitor', 'enforced', 'off'] } },
  ],
};

const guard: SettingGroup = {
  title: 'Guard',
  about: 'Who judges texts: the model inside each service, another one that is connected as an integration, or both.',
  fields: [
    { key: 'guard_mode', label: 'Guard mode', kind: { oneOf: ['embedded', 'remote', 'ensemble'] } },
    { key: 'guard_integration_id', label: 'Guard integration', kind: 'offered', hint: 'An enabled integration of type llama_guard' },
    { key: 'category_thresholds', label: 'Category thresholds', kind: 'shares', hint: 'A category as sure as this is flagged; it never blocks by itself' },
  ],
};

const uploads: SettingGroup = {
  title: 'Uploads',
  about: 'What an agent may bring along.',
  fields: [{ key: 'requirements_allowed', label: 'Requirements files allowed', kind: 'yesno' }],
};

export const agentSettingGroups = [model, limits, runtime, safety];
export const tenantSettingGroups = [model, limits, runtime, safety, guard, uploads];

/** The text of a control as the setting it means; empty means null. Throws a sentence where it means nothing. */
export function asSetting({ kind, label }: SettingField, text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === '') {
    return null;
  }
  if (kind === 'list') {
    return trimmed.split(',').map((part) => part.trim()).filter(Boolean);
  }
  if (kind === 'yesno') {
    return trimmed === 'true';
  }
  if (kind === 'shares') {
    return JSON.parse(trimmed) as unknown;
  }
  if (kind === 'whole' || kind === 'number' || kind === 'share') {
    const value = Number(trimmed);
    if (Number.isNaN(value)) {
      throw new Error(`${label} isn’t a number.`);
    }
    return value;
  }
  return trimmed;
}
