import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { barriers, picture } from './browser';

/** Finds no barrier on the page, by day and by night, and keeps a picture of both. */
export async function lookAt(page: Page, name: string) {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await barriers(page), `${name}, ${colorScheme}`).toEqual([]);
    await picture(page, colorScheme === 'light' ? name : `${name}-dark`);
  }
}

/** Goes past the navigation, selects the agent and comes back from its preview, without a pointer. */
export async function byKeyboard(page: Page, agent: string) {
  await page.getByRole('link', { name: 'Agents', exact: true }).click();
  await page.reload();
  const row = page.getByRole('button', { name: agent, exact: true });
  await row.waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
  await page.keyboard.press('Enter');
  await tabTo(page, agent);
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Agent preview' }).waitFor();
  await tabTo(page, 'Open chat');
}

/** Presses Tab until something of this name has the focus. */
async function tabTo(page: Page, name: string) {
  for (let n = 0; n < 60; n++) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement?.textContent)) === name) {
      return;
    }
  }
  throw new Error(`Tab never came to ${name}`);
}

/** Says a number of things to an agent from inside the page, as its own person. */
export async function say({ agentId, sessionId, times }: { agentId: string; sessionId: string; times: number }) {
  const { csrf_token: csrf } = (await (await fetch('/api/spm/session')).json()) as { csrf_token: string };
  for (let n = 0; n < times; n++) {
    const answer = await fetch(`/api/spm/agents/${agentId}/chat`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf },
      body: JSON.stringify({ message: `Message ${n}`, session_id: sessionId }),
    });
    await answer.text();
  }
}

/** How many of an editor's line numbers do not stand beside their line. */
function numbersAstray(): number {
  const tops = (selector: string) => [...document.querySelectorAll(selector)].map((one) => one.getBoundingClientRect()).filter(({ height }) => height > 0);
  const lines = tops('.cm-line');
  return tops('.cm-lineNumbers .cm-gutterElement').filter(({ top }, n) => Math.abs(top - (lines[n]?.top ?? top)) > 1).length;
}

/** On a policy's page: meets an error at its line, saves a version, compares it, and restores the first. */
export async function editAndRestore(page: Page) {
  const editor = page.getByRole('textbox', { name: 'Rego' });
  await page.getByText('It compiles.').waitFor();
  expect(await page.evaluate(numbersAstray)).toBe(0);
  await editor.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\nbroken := {');
  await page.getByText(/marked at the line/).waitFor();
  await page.locator('.cm-lint-marker-error').first().waitFor();
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByText('It compiles.').waitFor();
  await editor.click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('# second\n');
  await page.getByRole('button', { name: 'Save a new version' }).click();
  await page.getByRole('tab', { name: 'Versions' }).click();
  await page.getByRole('button', { name: /Version 2.*in force/ }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await picture(page, 'policy-versions');
  await page.getByRole('button', { name: /Version 1/ }).click();
  await page.getByRole('button', { name: 'Restore version 1' }).click();
  await page.getByRole('button', { name: /Version 3.*in force/ }).waitFor();
}
