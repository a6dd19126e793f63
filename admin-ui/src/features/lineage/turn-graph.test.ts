import { expect, it } from 'vitest';
import { ActivityRow } from './api/activity';
import { graphOf } from './turn-graph';

const row = (id: string, kind: string, part: object = {}) => ActivityRow.parse({ id, kind, trace_id: 't', ...part });
const ids = (rows: ActivityRow[]) => rows.map(({ id }) => id);

it('tells the gates of the way in, of each call and of the way out apart', () => {
  const graph = graphOf({
    traceId: 't',
    steps: [
      row('q', 'chat', { role: 'user' }),
      row('g1', 'guard_decision', { stage: 'prompt', verdict: 'allow' }),
      row('p1', 'policy_decision', { stage: 'prompt', decision: 'allow' }),
      row('p2', 'policy_decision', { stage: 'tools', decision: 'allow' }),
      row('c1', 'tool_call'),
      row('g2', 'guard_decision', { stage: 'tools', verdict: 'flag' }),
      row('p3', 'policy_decision', { stage: 'llm', decision: 'allow' }),
      row('c2', 'llm_call'),
      row('s', 'secret_read'),
      row('g3', 'guard_decision', { stage: 'output', verdict: 'allow' }),
      row('a', 'chat', { role: 'agent' }),
    ],
  });

  expect(graph.prompt?.id).toBe('q');
  expect(ids(graph.gatesIn)).toEqual(['g1', 'p1']);
  expect(graph.calls.map(({ row: call, gates }) => [call?.id, ids(gates)])).toEqual([
    ['c1', ['p2', 'g2']],
    ['c2', ['p3']],
  ]);
  expect(ids(graph.gatesOut)).toEqual(['g3']);
  expect(graph.reply?.id).toBe('a');
  expect(ids(graph.others)).toEqual(['s']);
  expect(graph.stoppedAt).toBeNull();
});

it('says where a turn was stopped', () => {
  const stopped = (stage: string) => graphOf({ traceId: 't', steps: [row('p', 'policy_decision', { stage, decision: 'block' })] });

  expect(stopped('prompt').stoppedAt).toBe('in');
  expect(stopped('output').stoppedAt).toBe('out');
});

it('draws a call that was refused before it was made', () => {
  const { calls } = graphOf({
    traceId: 't',
    steps: [row('p', 'policy_decision', { stage: 'tools', decision: 'escalate' }), row('p2', 'policy_decision', { stage: 'llm', decision: 'allow' }), row('c', 'llm_call')],
  });

  expect(calls.map(({ row: call, gates }) => [call?.id ?? null, ids(gates)])).toEqual([
    [null, ['p']],
    ['c', ['p2']],
  ]);
});
