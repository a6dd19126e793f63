import { http, HttpResponse } from 'msw';
import { at, template, type policies } from './data';
import { problem } from './problem';

const api = '*/api/spm';
type Row = (typeof policies)[number];

/** Policies with their versions, for as long as the process lives; a text with "foo" doesn't compile. */
export function policyHandlers(state: { policies: Row[] }) {
  const earlier = new Map<string, Row[]>();
  const find = (id: unknown) => state.policies.find((policy) => policy.id === id);
  const put = (id: unknown, change: Partial<Row>) => {
    const before = find(id);
    if (before) {
      earlier.set(before.id, [before, ...(earlier.get(before.id) ?? [])]);
      state.policies = state.policies.map((one) => (one.id === id ? { ...one, ...change, version: one.version + 1, updated_at: at(0) } : one));
    }
    return HttpResponse.json(find(id));
  };
  const errorsOf = (rego: string) =>
    rego.split('\n').flatMap((text, line) => (text.includes('foo') ? [{ line: line + 1, column: text.indexOf('foo') + 1, message: 'rego_unsafe_var_error: var foo is unsafe' }] : []));

  return [
    http.get(`${api}/policies`, () => HttpResponse.json(state.policies)),
    http.get(`${api}/policies/template`, () => HttpResponse.json({ rego: template })),
    http.post(`${api}/policies/validate`, async ({ request }) => {
      const errors = errorsOf(((await request.json()) as { rego: string }).rego);
      return HttpResponse.json({ ok: errors.length === 0, errors });
    }),
    http.get(`${api}/policies/:id`, ({ params }) => {
      const one = find(params['id']);
      return one ? HttpResponse.json(one) : problem(404, 'policy_not_found', 'There is no such policy.');
    }),
    http.post(`${api}/policies`, async ({ request }) => {
      const wanted = (await request.json()) as { id: string; name: string; rego: string; mode: string };
      const [error] = errorsOf(wanted.rego);
      if (error) {
        return problem(422, 'invalid_policy', 'It does not compile.', [`line ${error.line}, column ${error.column}: ${error.message}`]);
      }
      const made = { ...wanted, type: 'rego', version: 1, params: {}, tests: '', owner: 'local-admin', attached_agents: 0, created_at: at(0), updated_at: at(0) };
      state.policies = [made, ...state.policies];
      return HttpResponse.json(made, { status: 201 });
    }),
    http.put(`${api}/policies/:id`, async ({ params, request }) => put(params['id'], (await request.json()) as Partial<Row>)),
    http.delete(`${api}/policies/:id`, ({ params }) => {
      state.policies = state.policies.filter((one) => one.id !== params['id']);
      return new HttpResponse(null, { status: 204 });
    }),
    http.get(`${api}/policies/:id/versions`, ({ params }) => {
      const now = find(params['id']);
      return HttpResponse.json(
        [...(now ? [now] : []), ...(earlier.get(String(params['id'])) ?? []), ...(now && now.version > 1 && !earlier.has(now.id) ? [{ ...now, version: now.version - 1, rego: now.rego.replace('"salary"', '"wage"') }] : [])].map(
          ({ version, rego, updated_at, owner }) => ({ version, rego, params: {}, created_at: updated_at, created_by: owner }),
        ),
      );
    }),
    http.post(`${api}/policies/:id/restore`, async ({ params, request }) => {
      const { version } = (await request.json()) as { version: number };
      const old = earlier.get(String(params['id']))?.find((one) => one.version === version);
      return put(params['id'], old ? { rego: old.rego } : {});
    }),
    http.post(`${api}/policies/:id/promote`, async ({ params, request }) => {
      const { mode } = (await request.json()) as { mode: string };
      state.policies = state.policies.map((one) => (one.id === params['id'] ? { ...one, mode } : one));
      return HttpResponse.json(find(params['id']));
    }),
    http.post(`${api}/policies/:id/simulate`, () =>
      HttpResponse.json({ decision: 'block', reason: 'Questions about salaries go to HR.', trace: ['Enter data.aispm.policies.no_salaries.decision', '| Eval input.stage == "prompt"', '| Exit'] }),
    ),
    http.post(`${api}/policies/:id/test`, () =>
      HttpResponse.json({ ok: false, passed: 1, failed: 1, skipped: 0, errors: [], tests: [
        { name: 'test_blocks_salaries', result: 'passed', line: 5, message: '', duration_ms: 0.4 },
        { name: 'test_lets_weather_pass', result: 'failed', line: 9, message: 'expected no decision', duration_ms: 0.3 },
      ] }),
    ),
    http.post(`${api}/policies/:id/replay`, () =>
      HttpResponse.json({ turns: 50, questions: 61, changed: 1, unavailable: 0, decisions: { allow: 60, block: 1 }, next: null, rows: [
        { trace_id: '1f4', ts: at(1), agent_id: null, stage: 'prompt', recorded: 'allow', decision: 'block', reason: 'Questions about salaries go to HR.' },
      ] }),
    ),
  ];
}
