import { expect, it } from 'vitest';
import { ActivityRow } from './api/activity';
import { lineOf, outcomeOf } from './row-words';
import { promptOf, turnsOf } from './turn';

const row = (part: object) => ActivityRow.parse({ id: 'i', kind: 'chat', ...part });

it('gathers rows by trace, newest turn first, steps in their order', () => {
  const turns = turnsOf([
    row({ id: '5', trace_id: 'b', kind: 'guard_decision' }),
    row({ id: '4', trace_id: 'b', role: 'agent', text: 'Yes' }),
    row({ id: '3', trace_id: 'b', role: 'user', text: 'Sure?' }),
    row({ id: '2b', trace_id: 'b', kind: 'guard_decision' }),
    row({ id: '2', trace_id: null, kind: 'agent_started' }),
    row({ id: '1', trace_id: 'a', kind: 'llm_call' }),
  ]);

  expect(turns.map((turn) => [turn.traceId, turn.steps.map((step) => step.id)])).toEqual([
    ['b', ['3', '2b', '5', '4']],
    ['a', ['1']],
  ]);
  expect(turns.map(promptOf)).toEqual(['Sure?', null]);
});

it('draws a row of a kind it has never heard of', () => {
  const strange = row({ kind: 'tea_made', reason: null, owner: null, sugar: 2 });

  expect(lineOf(strange)).toBe('Sugar: 2');
  expect(outcomeOf(strange)).toBeNull();
});

it('tells a refusal from a failure', () => {
  expect(outcomeOf(row({ kind: 'policy_decision', ok: true, decision: 'block' }))).toEqual({ word: 'block', tone: 'stop' });
  expect(outcomeOf(row({ kind: 'tool_call', ok: false }))).toEqual({ word: 'failed', tone: 'bad' });
});
