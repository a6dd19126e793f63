import { expect, it } from 'vitest';
import { placeOf } from './code-lines';

const code = 'import a\nasync def main():\n  oops(\n  pass\n';

it('finds the line that a sentence names, with what is around it', () => {
  expect(placeOf('Syntax error in line 3: was never closed', code)).toEqual({
    line: 3,
    around: [
      { number: 1, text: 'import a' },
      { number: 2, text: 'async def main():' },
      { number: 3, text: '  oops(' },
      { number: 4, text: '  pass' },
      { number: 5, text: '' },
    ],
  });
});

it.each(['No top-level `async def main`', 'Syntax error in line 900: x', 'line 0'])('points nowhere for %s', (sentence) => {
  expect(placeOf(sentence, code)).toBeNull();
});
