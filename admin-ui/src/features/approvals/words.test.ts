import { expect, it } from 'vitest';
import { kindOf, left } from './words';

const now = Date.parse('2026-01-01T12:00:00Z');

it.each([
  ['2026-01-01T12:00:09Z', '9 s'],
  ['2026-01-01T12:04:05Z', '4 min 05 s'],
  ['2026-01-01T14:10:00Z', '2 h 10 min'],
  ['2026-01-01T12:00:00Z', null],
  ['never', null],
  [null, null],
])('tells how long until %s', (until, told) => {
  expect(left(until, now)).toBe(told);
});

it('keeps the word of a kind that it has never heard of', () => {
  expect(kindOf('tea')).toBe('tea');
});
