import { expect, it } from 'vitest';
import { fillTemplate, slugOf } from './template';

it.each([
  ['No salaries!', 'no_salaries'],
  ['  42 things  ', 'things'],
  ['Ünïcode', 'n_code'],
  ['---', 'policy'],
  ['a'.repeat(80), 'a'.repeat(64)],
])('makes of %j the id %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

it('fills the placeholders, and a reason can not leave its string', () => {
  const rego = fillTemplate('package p.__SLUG__\nd := {"reason": "__REASON__"} if { __CONDITION__ }', {
    slug: 'x',
    condition: 'input.prompt == "$&"',
    reason: 'Say "no"\n',
  });

  expect(rego).toBe('package p.x\nd := {"reason": "Say \\"no\\""} if { input.prompt == "$&" }');
});
