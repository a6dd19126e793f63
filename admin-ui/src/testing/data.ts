import type { Agent } from '@/features/agents/api/agent';
import type { Policy } from '@/features/policies/api/policy';

const HOUR = 3_600_000;

export const at = (hoursAgo: number) => new Date(Date.now() - hoursAgo * HOUR).toISOString();

export function agent(part: Partial<Agent> & Pick<Agent, 'id' | 'name'>): Agent {
  return {
    version: '1.0.0',
    agent_type: 'custom',
    runtime: 'python',
    provider: null,
    owner: 'research',
    description: null,
    risk: 'low',
    policy_status: 'none',
    runtime_state: 'running',
    state_reason: null,
    code_sha256: '9f2c4e1bd0a84c7795a3f10d8f6be2a1c4d59e7730ab61f2d8e4c9b7a6051f3e',
    revision: 1,
    created_at: at(72),
    updated_at: at(2),
    last_seen_at: at(0),
    ...part,
  };
}

export const uuid = (n: number) => `01930000-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const trace = (n: number) => n.toString(16).padStart(32, '0');

export const agents = [
  agent({ id: uuid(1), name: 'literature-scout', owner: 'research', description: 'Finds and sums up papers.', agent_type: 'langchain', risk: 'medium' }),
  agent({ id: uuid(2), name: 'invoice-clerk', owner: 'finance', risk: 'high', version: '2.3.1' }),
  agent({
    id: uuid(3),
    name: 'ticket-triage',
    owner: null,
    runtime_state: 'crashed',
    state_reason: "exit code 1\nModuleNotFoundError: No module named 'jira'",
    last_seen_at: at(5),
  }),
  agent({ id: uuid(4), name: 'release-notes', owner: 'platform', runtime_state: 'stopped', agent_type: 'llamaindex', last_seen_at: at(30) }),
  agent({ id: uuid(5), name: 'market-watch', owner: 'sales', runtime_state: 'quarantined', risk: 'critical', agent_type: 'autogpt', last_seen_at: at(52) }),
  agent({ id: uuid(6), name: 'onboarding-guide', owner: 'people', risk: null, version: '0.9.0' }),
];

const rego = `package aispm.policies.no_salaries

import rego.v1

# Nobody's pay is an agent's business.
decision := {"decision": "block", "reason": "Questions about salaries go to HR."} if {
	input.stage == "prompt"
	contains(lower(input.prompt), "salary")
}
`;

export const policies: (Policy & { type: string; owner: string | null; attached_agents: number; created_at: string; updated_at: string })[] = [
  { id: 'no_salaries', name: 'No salaries', type: 'rego', mode: 'enforced', version: 3, rego, params: {}, tests: 'package aispm.policies.no_salaries_test\n\nimport rego.v1\n\ntest_blocks_salaries if {\n\tdata.aispm.policies.no_salaries.decision.decision == "block" with input as {"stage": "prompt", "prompt": "my salary"}\n}\n', owner: 'local-admin', attached_agents: 2, created_at: at(200), updated_at: at(20) },
  { id: 'watch_tool_calls', name: 'Watch tool calls', type: 'rego', mode: 'monitor', version: 1, rego: rego.replace('no_salaries', 'watch_tool_calls'), params: {}, tests: '', owner: null, attached_agents: 0, created_at: at(90), updated_at: at(90) },
];

export const template = `package aispm.policies.__SLUG__

import rego.v1

decision := {"decision": "block", "reason": "__REASON__"} if {
	__CONDITION__
}
`;

export const integrations = [
  {
    id: uuid(101), connector_type: 'agent-runtime', name: 'AI-SPM Agent Runtime Control Plane (MCP)', category: 'AI Providers', vendor: 'AI-SPM', status: 'configured', enabled: true,
    config: { default_llm_integration_id: uuid(102), default_memory_mb: 512, default_cpu_quota: 0.5, log_llm_prompts: false }, credentials: [], created_at: at(80), updated_at: at(70),
  },
  {
    id: uuid(102), connector_type: 'openai_compatible', name: 'Local model (SmolLM2)', category: 'AI Providers', vendor: 'OpenAI-compatible', status: 'healthy', enabled: true,
    config: { base_url: 'http://127.0.0.1:8600/v1', model: 'smollm2-135m-instruct' }, credentials: [{ key: 'api_key', hint: null, configured: false }], created_at: at(80), updated_at: at(3),
  },
  {
    id: uuid(103), connector_type: 'tavily', name: 'Tavily', category: null, vendor: null, status: 'error', enabled: true,
    config: {}, credentials: [{ key: 'api_key', hint: '…x4Qd', configured: true }], created_at: at(40), updated_at: at(40),
  },
];

const field = (key: string, label: string, type: string, more: object = {}) => ({ key, label, type, required: false, secret: false, ...more });
const named = (id: string) => integrations.filter((one) => one.id === id).map((one) => ({ value: one.id, label: one.name }));

export const connectorTypes = [
  {
    connector_type: 'agent-runtime', label: 'AI-SPM Agent Runtime Control Plane (MCP)', vendor: 'AI-SPM', category: 'AI Providers',
    fields: [
      field('default_llm_integration_id', 'Default LLM', 'enum_integration', { group: 'Providers', options_provider: 'ai_provider_integrations', options: named(uuid(102)) }),
      field('tavily_integration_id', 'Tavily Integration', 'enum_integration', { group: 'Providers', options_provider: 'tavily_integrations', options: named(uuid(103)) }),
      field('default_model_name', 'Default model name', 'string', { group: 'Providers' }),
      field('default_memory_mb', 'Default memory (MB)', 'integer', { group: 'Limits', default: 512 }),
      field('default_cpu_quota', 'Default CPU quota', 'float', { group: 'Limits', default: 0.5 }),
      field('log_llm_prompts', 'Log LLM prompts', 'boolean', { group: 'Limits', default: false, hint: 'Prompts are kept in the lineage' }),
    ],
  },
  {
    connector_type: 'openai_compatible', label: 'OpenAI-compatible', vendor: 'OpenAI-compatible', category: 'AI Providers',
    fields: [
      field('base_url', 'Base URL', 'url', { required: true, placeholder: 'http://127.0.0.1:8000/v1' }),
      field('model', 'Model', 'string', { required: true }),
      field('models_allowed', 'Allowed models', 'textarea', { hint: 'One on a line' }),
      field('api_key', 'API key', 'password', { secret: true }),
    ],
  },
  { connector_type: 'anthropic', label: 'Anthropic', vendor: 'Anthropic', category: 'AI Providers', fields: [field('model', 'Model', 'string', { required: true }), field('api_key', 'API key', 'password', { secret: true, required: true })] },
  { connector_type: 'tavily', label: 'Tavily', vendor: 'Tavily', category: 'Search', fields: [field('base_url', 'Base URL', 'url', { default: 'https://api.tavily.com' }), field('api_key', 'API key', 'password', { secret: true, required: true })] },
  { connector_type: 'llama_guard', label: 'Llama Guard', vendor: 'Meta', category: 'Guards', fields: [field('format', 'Format', 'enum', { required: true, options: ['llama-guard-3', 'llama-guard-4'].map((value) => ({ value, label: value })) })] },
];

/** Rows of a few turns, newest first. */
export const activity = Array.from({ length: 9 }, (_, turn) => turnRows(turn)).flat();

function turnRows(turn: number) {
  const blocked = turn % 4 === 1;
  const base = turn * 0.2;
  const row = (step: number, kind: string, more: object) => ({
    id: uuid(9000 - turn * 20 + step),
    ts: at(base + (10 - step) * 0.0002),
    kind,
    trace_id: trace(500 + turn) as string | null,
    session_id: uuid(300),
    ...more,
  });
  const prompt = blocked ? 'What is the salary of our CFO?' : 'Sum up the three latest papers on prompt injection.';
  const rows = [
    row(1, 'guard_decision', { ok: true, stage: 'prompt', verdict: 'allow', score: 0.04, categories: [], processing_ms: 3.2 }),
    row(2, 'policy_decision', { ok: true, stage: 'prompt', decision: blocked ? 'block' : 'allow', reason: blocked ? 'Questions about salaries go to HR.' : '', policy_ids: ['no_salaries'], duration_ms: 2 }),
    row(3, 'chat', { role: 'user', text: prompt, verdict: blocked ? 'block' : 'allow' }),
  ];
  const rest = [
    row(4, 'tool_call', { ok: turn !== 2, error: turn === 2 ? 'timeout' : null, tool: 'web_fetch', args: { query: 'prompt injection 2026' }, duration_ms: 812 }),
    row(5, 'llm_call', { ok: true, model: 'smollm2-135m-instruct', provider: 'openai_compatible', prompt_tokens: 612, completion_tokens: 188, duration_ms: 4120 }),
    row(6, 'guard_decision', { ok: true, stage: 'output', verdict: 'allow', score: 0.02, categories: [], processing_ms: 4.1 }),
    row(7, 'chat', { role: 'agent', text: 'Three papers stand out: layered screening, signed tools and provenance.', verdict: 'allow' }),
  ];
  return [...rows, ...(blocked ? [] : rest)].reverse();
}
