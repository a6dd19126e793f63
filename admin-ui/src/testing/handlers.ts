import { delay, http, HttpResponse } from 'msw';
import { agent, agents, at, connectorTypes, integrations, policies, uuid } from './data';
import { governanceHandlers, settingsHandlers } from './governance';
import { knowledgeHandlers } from './knowledge';
import { policyHandlers } from './policies';
import { problem } from './problem';
import { talkHandlers } from './talk';

const api = '*/api/spm';
const session = { sub: 'local-admin', tenant_id: 't1', roles: ['spm:admin'], csrf_token: 'csrf-1' };
const state = { signedIn: true, codes: new Set(['used']), agents: [...agents], policies: [...policies], linked: new Map([[uuid(1), new Set(['no_salaries'])]]) };

export { problem };

const found = (id: unknown) => state.agents.find((one) => one.id === id);
const missing = () => problem(404, 'agent_not_found', 'There is no such agent.');

function become(id: unknown, ...steps: [number, string][]) {
  for (const [after, runtime_state] of steps) {
    setTimeout(() => {
      state.agents = state.agents.map((one) => (one.id === id ? { ...one, runtime_state, state_reason: null, last_seen_at: at(0) } : one));
    }, after);
  }
}

/** Answers as spm-api does, from memory: for the tests, and for looking at pages without a stack. */
export const handlers = [
  http.get(`${api}/session`, () => (state.signedIn ? HttpResponse.json(session) : problem(401, 'unauthenticated', 'Sign in first.'))),
  http.get(`${api}/sign-in`, () => HttpResponse.json({ links: true, oidc: null })),
  http.post(`${api}/session`, async ({ request }) => {
    const { code } = (await request.json()) as { code: string };
    if (state.codes.has(code)) {
      return problem(401, 'bad_code', 'This sign-in link was used or has expired.');
    }
    state.codes.add(code);
    state.signedIn = true;
    return HttpResponse.json(session);
  }),
  http.delete(`${api}/session`, () => {
    state.signedIn = false;
    return new HttpResponse(null, { status: 204 });
  }),

  http.get(`${api}/agents`, ({ request }) => {
    const { searchParams } = new URL(request.url);
    const q = searchParams.get('q') ?? '';
    const wanted = searchParams.get('runtime_state');
    const type = searchParams.get('agent_type');
    return HttpResponse.json(
      state.agents.filter((one) => one.name.includes(q) && (!wanted || one.runtime_state === wanted) && (!type || one.agent_type === type)),
    );
  }),
  http.post(`${api}/agents`, async ({ request }) => {
    const form = await request.formData();
    const name = form.get('name') as string;
    const code = form.get('code') as File;
    await delay(300);
    if (!(await code.text()).includes('async def main')) {
      return problem(422, 'invalid_agent', 'No top-level `async def main`', ['No top-level `async def main`']);
    }
    const made = agent({ id: crypto.randomUUID(), name, runtime_state: form.get('deploy_after') === 'true' ? 'starting' : 'stopped' });
    state.agents = [made, ...state.agents];
    if (made.runtime_state === 'starting') {
      become(made.id, [1500, 'running']);
    }
    return HttpResponse.json({ ...made, warnings: [] }, { status: 201 });
  }),
  http.get(`${api}/agents/:id`, ({ params }) => {
    const one = found(params['id']);
    return one ? HttpResponse.json(one) : missing();
  }),
  http.patch(`${api}/agents/:id`, async ({ params, request }) => {
    const patch = (await request.json()) as object;
    state.agents = state.agents.map((one) => (one.id === params['id'] ? { ...one, ...patch } : one));
    return HttpResponse.json(found(params['id']));
  }),
  http.delete(`${api}/agents/:id`, ({ params }) => {
    state.agents = state.agents.filter((one) => one.id !== params['id']);
    return new HttpResponse(null, { status: 204 });
  }),
  http.post(`${api}/agents/:id/start`, ({ params }) => {
    become(params['id'], [400, 'starting'], [2500, 'running']);
    return HttpResponse.json({ status: 'starting' }, { status: 202 });
  }),
  http.post(`${api}/agents/:id/stop`, ({ params }) => {
    become(params['id'], [1500, 'stopped']);
    return HttpResponse.json({ status: 'stopping' }, { status: 202 });
  }),
  http.get(`${api}/agents/:id/policies`, ({ params }) =>
    HttpResponse.json([...(state.linked.get(String(params['id'])) ?? [])].map((policy_id) => ({ policy_id, attached_at: at(1), attached_by: 'local-admin' }))),
  ),
  http.post(`${api}/agents/:id/policies/:pid`, ({ params }) => {
    const linked = state.linked.get(String(params['id'])) ?? new Set<string>();
    state.linked.set(String(params['id']), linked.add(String(params['pid'])));
    return HttpResponse.json({}, { status: 201 });
  }),
  http.delete(`${api}/agents/:id/policies/:pid`, ({ params }) => {
    state.linked.get(String(params['id']))?.delete(String(params['pid']));
    return new HttpResponse(null, { status: 204 });
  }),
  ...governanceHandlers(),
  ...knowledgeHandlers(),
  ...talkHandlers(() => state.policies[0]?.rego ?? ''),
  ...settingsHandlers(),
  http.get(`${api}/agents/:id/secrets`, () => HttpResponse.json([{ name: 'JIRA_TOKEN', updated_at: at(9), updated_by: 'local-admin' }])),
  http.get(`${api}/agents/:id/revisions`, () =>
    HttpResponse.json([{ revision: 1, code_sha256: agents[0]?.code_sha256, filename: 'agent.py', size: 2311, created_at: at(72), created_by: 'local-admin' }]),
  ),
  http.get(`${api}/agents/:id/logs`, () =>
    HttpResponse.json({
      lines: Array.from({ length: 60 }, (_, n) => ({ ts: at(1 - n / 100), stream: n % 9 === 4 ? 'stderr' : 'stdout', text: n % 9 === 4 ? 'WARNING retrying web_fetch after 1.0 s' : `{"message": "turn answered", "n": ${n}}` })),
    }),
  ),

  ...policyHandlers(state),

  http.get(`${api}/integrations`, () => HttpResponse.json(integrations)),
  http.get(`${api}/integrations/connector-types`, () => HttpResponse.json(connectorTypes)),
  http.get(`${api}/integrations/:id`, ({ params }) => HttpResponse.json(integrations.find((one) => one.id === params['id']))),
  http.get(`${api}/integrations/:id/activity`, () =>
    HttpResponse.json([
      { id: uuid(701), ts: at(3), kind: 'test', ok: true, message: 'The model answered.', user_id: 'local-admin' },
      { id: uuid(702), ts: at(80), kind: 'created', ok: null, message: null, user_id: null },
    ]),
  ),
  http.post(`${api}/integrations/:id/rotate-credentials`, ({ params }) => HttpResponse.json(integrations.find((one) => one.id === params['id']))),
  http.post(`${api}/integrations/:id/configure`, ({ params }) => HttpResponse.json(integrations.find((one) => one.id === params['id']))),
  http.post(`${api}/integrations/:id/test`, async () => {
    await delay(300);
    return HttpResponse.json({ ok: true, message: 'The model answered.', latency_ms: 212 });
  }),
];
