import { expect, it } from 'vitest';
import { each } from './each';

it('does all of them, a few at a time, and tells which failed', async () => {
  let running = 0;
  let most = 0;
  const done: number[] = [];

  const failed = await each([1, 2, 3, 4, 5], async (n) => {
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
    if (n === 3) {
      throw new Error('three');
    }
    done.push(n);
  }, 2);

  expect(most).toBe(2);
  expect(done).toEqual([1, 2, 4, 5]);
  expect(failed).toEqual([{ thing: 3, failure: new Error('three') }]);
});
