import { writeFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers, sitDown, type Seat } from './browser';
import { interactions, quantile, watch } from './interactions';

const link = process.env['AISPM_UI_URL'];
const busy = process.env['AISPM_UI_AGENT'];
const file = process.env['AISPM_UI_FIGURES'];
if (!link || !busy || !file) {
  throw new Error('AISPM_UI_URL, AISPM_UI_AGENT and AISPM_UI_FIGURES are not set: a sign-in link, the agent with much activity, the file for the figures.');
}
const origin = new URL(link).origin;
const LIMIT_MS = 100;
const TIMES = 30;
const figures: { what: string; value: number; limit: number; unit: string }[] = [];
let seat: Seat;

beforeAll(async () => {
  seat = await sitDown(origin);
  await watch(seat.page);
  await seat.page.goto(link);
  await seat.page.getByRole('navigation', { name: 'Main' }).waitFor();
});
afterAll(async () => {
  await seat.browser.close();
  writeFileSync(file, JSON.stringify(figures));
});

/** What the act takes a person, from the press to the drawing that follows: of so many, the 95th of a hundred. */
async function measure(what: string, act: (n: number) => Promise<void>) {
  const took: number[] = [];
  for (let n = 0; n < TIMES; n++) {
    took.push(await interactions(seat.page, () => act(n)));
  }
  figures.push({ what: `${what}, press to drawing, p95 of ${TIMES}`, value: quantile(took, 0.95), limit: LIMIT_MS, unit: 'ms' });
}

const table = (name: string) => seat.page.getByRole('table', { name });
/** Which row of the table, its head being the first, has the focus, and whether all of it can be seen. */
function focusedRow() {
  const row = document.activeElement?.closest('tr');
  const scroller = row?.closest('table')?.parentElement?.getBoundingClientRect();
  const head = row?.closest('table')?.querySelector('th')?.getBoundingClientRect();
  const at = row?.getBoundingClientRect();
  return {
    index: Number(row?.getAttribute('aria-rowindex')),
    inView: Boolean(at && head && scroller && at.top >= head.bottom - 1 && at.bottom <= scroller.bottom + 1),
  };
}

/** How many rows there are, drawn or not; below none where there are others yet. */
const rowsOf = async (of: Locator) => Number(await of.getAttribute('aria-rowcount')) - 1;

async function showAll(of: Locator) {
  const more = of.page().getByRole('button', { name: 'Show more' });
  const isWhole = async () => (await rowsOf(of)) >= 0;
  for (let pages = 0; pages < 100 && !(await isWhole()); pages++) {
    await more.click();
    await expect.poll(async () => (await isWhole()) || (await more.count()) > 0, { timeout: 10_000 }).toBe(true);
  }
}

describe('a thousand agents, all loaded', () => {
  it('are there', async () => {
    await seat.page.getByRole('link', { name: 'Agents', exact: true }).click();
    await table('Agents').getByRole('row').nth(5).waitFor();
    await showAll(table('Agents'));
    expect(await rowsOf(table('Agents'))).toBeGreaterThanOrEqual(1000);
  });

  it('are sorted', async () => {
    const columns = ['Name', 'State', 'Type', 'Risk', 'Owner', 'Last seen'];
    await measure('1,000 agents: sort', (n) => table('Agents').getByRole('button', { name: columns[n % columns.length] ?? '', exact: true }).click());
  });

  it('are selected', async () => {
    const { page } = seat;
    await measure('1,000 agents: tick one', (n) => table('Agents').getByRole('checkbox').nth(1 + (n % 8)).click());
    await measure('1,000 agents: tick all', () => table('Agents').getByRole('checkbox', { name: 'Select all' }).click());
    await measure('1,000 agents: open one', (n) => table('Agents').getByRole('row').nth(1 + (n % 8)).getByRole('button').click());
    await page.getByRole('button', { name: 'Close preview' }).click();
  });

  it('are reached by keyboard one after the other, each in view below the head', async () => {
    const { page } = seat;
    await table('Agents').getByRole('row').nth(1).getByRole('button').focus();
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press('Tab');
    }
    await expect.poll(() => page.evaluate(focusedRow)).toMatchObject({ index: 42, inView: true });
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Shift+Tab');
    }
    await expect.poll(() => page.evaluate(focusedRow)).toMatchObject({ index: 12, inView: true });
  });

  it('keep their columns where they are, however far one scrolls, and have no barrier', async () => {
    const { page } = seat;
    const columns = () => table('Agents').getByRole('columnheader').evaluateAll((heads) => heads.map((head) => head.getBoundingClientRect().width));
    const before = await columns();
    await table('Agents').evaluate((drawn) => drawn.parentElement?.scrollTo({ top: 20_000 }));
    await expect.poll(() => table('Agents').getByRole('row').last().getAttribute('aria-rowindex').then(Number)).toBeGreaterThan(500);
    expect(await columns()).toEqual(before);
    expect(await barriers(page)).toEqual([]);
  });

  it('are searched and filtered', async () => {
    const { page } = seat;
    const box = page.getByRole('searchbox');
    await measure('1,000 agents: type a letter of a search', (n) => box.press(n % 2 === 0 ? 'a' : 'Backspace'));
    const state = page.getByRole('combobox', { name: 'State' });
    await state.focus();
    await measure('1,000 agents: filter by state', (n) => state.press(n % 2 === 0 ? 'ArrowDown' : 'ArrowUp'));
  }, 240_000);
});

describe('five thousand rows of activity, all loaded', () => {
  it('are there', async () => {
    const { page } = seat;
    await page.goto(`${origin}/ui/agents/${busy}?tab=activity`);
    await table('Activity').getByRole('row').nth(5).waitFor();
    await showAll(table('Activity'));
    expect(await rowsOf(table('Activity'))).toBeGreaterThanOrEqual(5000);
    expect(await barriers(page)).toEqual([]);
  }, 240_000);

  it('are opened and filtered', async () => {
    const { page } = seat;
    await measure('5,000 rows of activity: open one', (n) => table('Activity').locator('button[aria-expanded]').nth(n % 6).click());
    const outcome = page.getByRole('combobox', { name: 'Outcome' });
    await outcome.focus();
    await measure('5,000 rows of activity: filter by outcome', (n) => outcome.press(n % 2 === 0 ? 'ArrowDown' : 'ArrowUp'));
  }, 240_000);
});
