import { http, HttpResponse } from 'msw';
import type { Approval } from '@/features/approvals/api/approval';
import { at, trace, uuid } from './data';

const api = '*/api/spm';
const in_ = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

export function approval(part: Partial<Approval> & Pick<Approval, 'id'>): Approval {
  return {
    agent_id: uuid(2),
    kind: 'tool',
    subject: 'create_ticket({"title":"Refund invoice 4711","priority":"high"})',
    reason: 'Tickets that move money need a second pair of eyes.',
    policy_id: 'no_salaries',
    requested_by: 'ben',
    requested_at: at(0.05),
    expires_at: in_(12),
    state: 'pending',
    scope: null,
    decided_by: null,
    decided_at: null,
    comment: null,
    trace_id: trace(500),
    session_id: uuid(300),
    ...part,
  };
}

export const approvals = [
  approval({ id: uuid(401) }),
  approval({ id: uuid(402), agent_id: uuid(1), kind: 'prompt', subject: 'Send the board minutes to press@example.com', reason: 'Mail to the outside.', requested_by: 'local-admin', expires_at: in_(4) }),
  approval({ id: uuid(403), kind: 'tea', agent_id: null, subject: null, reason: null, policy_id: null, requested_by: null, trace_id: null, session_id: null, expires_at: in_(140) }),
  approval({ id: uuid(404), state: 'denied', decided_by: 'local-admin', decided_at: at(3), scope: 'once', comment: 'Not on a Friday.', requested_at: at(3.1), expires_at: at(2.8) }),
  approval({ id: uuid(405), state: 'used', decided_by: 'ana', decided_at: at(9), scope: 'once', requested_at: at(9.1), expires_at: at(8.8) }),
];

/** Approvals and the tenant's default policies, remembered for as long as the process lives. */
export function governanceHandlers() {
  let rows = [...approvals];
  let defaults = ['no_salaries'];

  return [
    http.get(`${api}/approvals`, ({ request }) => {
      const state = new URL(request.url).searchParams.get('state');
      return HttpResponse.json(rows.filter((one) => !state || one.state === state));
    }),
    http.post(`${api}/approvals/:id/:verb`, async ({ params, request }) => {
      const body = (await request.json()) as Partial<Approval>;
      const state = params['verb'] === 'approve' ? 'approved' : 'denied';
      rows = rows.map((one) => (one.id === params['id'] ? { ...one, ...body, state, decided_by: 'local-admin', decided_at: at(0) } : one));
      return HttpResponse.json(rows.find((one) => one.id === params['id']));
    }),
    http.get(`${api}/activity/summary`, () => HttpResponse.json(summary())),
    http.get(`${api}/default-policies`, () => HttpResponse.json({ policy_ids: defaults })),
    http.put(`${api}/default-policies`, async ({ request }) => {
      defaults = ((await request.json()) as { policy_ids: string[] }).policy_ids;
      return HttpResponse.json({ policy_ids: defaults });
    }),
  ];
}

/** Settings of the tenant and of its agents, merged as the server does. */
export function settingsHandlers() {
  const kept = new Map<string, Record<string, unknown>>([
    ['tenant', { model: null, memory_mb: 512, requirements_allowed: true, guard_mode: 'embedded', category_thresholds: { S2: 0.5 } }],
  ]);
  const of = (id: string) => kept.get(id) ?? { model: null, allowed_models: ['smollm2-135m-instruct'], memory_mb: null, block_score: 0.6, restart: null, cache: null, guard_llm: 'monitor' };
  const merge = async (id: string, request: Request) => {
    kept.set(id, { ...of(id), ...((await request.json()) as object) });
    return HttpResponse.json(of(id));
  };
  return [
    http.get(`${api}/settings`, () => HttpResponse.json(of('tenant'))),
    http.put(`${api}/settings`, ({ request }) => merge('tenant', request)),
    http.get(`${api}/agents/:id/settings`, ({ params }) => HttpResponse.json(of(String(params['id'])))),
    http.put(`${api}/agents/:id/settings`, ({ params, request }) => merge(String(params['id']), request)),
  ];
}

/** A day of two agents, in sums; the second one is told of by its id only. */
export function summary() {
  const wave = (n: number, height: number) => Math.max(0, Math.round(height * Math.sin(n / 5) + (n * 7) % 5));
  const sums = (n: number) => ({
    turns: wave(n, 14),
    refused: n % 11 === 3 ? Math.min(2, wave(n, 14)) : 0,
    tool_calls: wave(n, 9),
    tool_failures: n % 17 === 5 ? 1 : 0,
    llm_calls: wave(n, 20),
    llm_failures: 0,
    crashes: 0,
    prompt_tokens: wave(n, 14) * 612,
    completion_tokens: wave(n, 14) * 188,
    cost_usd: wave(n, 14) * 0.0042,
  });
  const buckets = Array.from({ length: 48 }, (_, n) => sums(n));
  const totals = buckets.reduce((all, one) => Object.fromEntries(Object.entries(all).map(([key, value]) => [key, value + one[key as keyof typeof one]])) as typeof one);
  const course = (height: number) => buckets.map((_, n) => wave(n + height, height));
  return {
    from: at(24),
    to: at(0),
    bucket_s: 1800,
    totals,
    buckets,
    agents: [
      { agent_id: uuid(1), totals: { ...totals, turns: 214, refused: 6 }, turns: course(9), refused: buckets.map((one) => one.refused) },
      { agent_id: uuid(2), totals: { ...totals, turns: 91, refused: 0 }, turns: course(5), refused: [] },
      { agent_id: uuid(99), totals: { ...totals, turns: 3, refused: 0, cost_usd: 0 }, turns: course(1), refused: [] },
    ],
    failures: [
      { id: uuid(801), ts: at(0.2), kind: 'tool_call', agent_id: uuid(1), trace_id: trace(502), what: 'web_fetch', error: 'timeout after 30 s' },
      { id: uuid(802), ts: at(5), kind: 'agent_crashed', agent_id: uuid(3), trace_id: null, what: null, error: "exit code 1: ModuleNotFoundError: No module named 'jira'" },
      { id: uuid(803), ts: null, kind: 'tea_spilt', agent_id: null, trace_id: null, what: null, error: null },
    ],
  };
}
