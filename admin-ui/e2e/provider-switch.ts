import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { barriers, picture } from './browser';
import { standInModel } from './stand-in-model';

const runtime = 'AI-SPM Agent Runtime Control Plane (MCP)';

/** The row that says which model agents are answered by: tested, with its latency, and the choice in it. */
export async function testRuntime(page: Page) {
  await page.getByRole('link', { name: 'Integrations', exact: true }).click();
  await page.getByRole('link', { name: runtime }).click();
  await page.getByRole('combobox', { name: 'Default LLM' }).waitFor();
  await page.getByRole('button', { name: 'Save' }).waitFor();
  await page.getByRole('button', { name: 'Test' }).click();
  await page.getByRole('status').filter({ hasText: /\d ms|\d s/ }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await picture(page, 'integration');
}

/** In the middle of a conversation: another provider, then another model by the agent's own setting, each for the next call. */
export async function switchProviders(page: Page, agent: string) {
  const [first, second] = await Promise.all([standInModel('first'), standInModel('second')]);
  const before = await add(page, `First ${agent}`, first.url, 'model-one').then(() => choose(page, `First ${agent}`));
  try {
    await add(page, `Second ${agent}`, second.url, 'model-two');
    await openChat(page, agent);
    const born = await ask(page, 'model-one of first');
    const conversation = page.url();

    await choose(page, `Second ${agent}`);
    await page.goto(conversation);
    expect(await ask(page, 'model-two of second')).toBe(born);
    await page.getByRole('tab', { name: 'Activity' }).click();
    await newestCall(page, 'model-two');

    await page.getByRole('tab', { name: 'Configure' }).click();
    await page.getByLabel('Model', { exact: true }).fill('model-three');
    await page.getByRole('button', { name: 'Save settings' }).click();
    await page.getByText('not saved yet').waitFor({ state: 'detached' });
    await page.goto(conversation);
    expect(await ask(page, 'model-three of second')).toBe(born);
    await page.getByRole('tab', { name: 'Activity' }).click();
    await newestCall(page, 'model-three');
  } finally {
    await choose(page, before);
    await remove(page, `First ${agent}`);
    await remove(page, `Second ${agent}`);
    first.stop();
    second.stop();
  }
}

async function add(page: Page, name: string, url: string, model: string) {
  await page.getByRole('link', { name: 'Integrations', exact: true }).click();
  await page.getByRole('button', { name: 'Add integration' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /OpenAI-compatible/ }).click();
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByLabel('Base URL').fill(url);
  await dialog.getByLabel('Model', { exact: true }).fill(model);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** Makes the integration the tenant's Default LLM; answers which one was. */
async function choose(page: Page, name: string): Promise<string> {
  await page.getByRole('link', { name: 'Integrations', exact: true }).click();
  await page.getByRole('link', { name: runtime }).click();
  const box = page.getByRole('combobox', { name: 'Default LLM' });
  const before = await box.locator('option:checked').innerText();
  await box.selectOption({ label: name });
  const saved = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.url().endsWith('/configure'));
  await page.getByRole('button', { name: 'Save' }).click();
  expect((await saved).status()).toBe(200);
  return before;
}

async function remove(page: Page, name: string) {
  await page.getByRole('link', { name: 'Integrations', exact: true }).click();
  await page.getByRole('link', { name }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('link', { name }).waitFor({ state: 'detached' });
}

async function openChat(page: Page, agent: string) {
  await page.getByRole('link', { name: 'Agents', exact: true }).click();
  await page.getByRole('table', { name: 'Agents' }).getByRole('row', { name: new RegExp(agent) }).click();
  await page.getByRole('region', { name: 'Agent preview' }).getByRole('button', { name: 'Open chat' }).click();
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
}

/** Has the agent ask its model; answers the word by which its process is known. */
async function ask(page: Page, expected: string): Promise<string> {
  const replies = page.getByRole('article', { name: 'Agent' });
  await page.getByRole('textbox', { name: 'Message' }).fill('Please ask the model');
  await page.getByRole('button', { name: 'Send' }).click();
  const reply = replies.filter({ hasText: expected }).last();
  await reply.waitFor();
  return /says the process (\w+)/.exec(await reply.innerText())?.[1] ?? 'no process';
}

/** The newest row of a model call names this model. */
async function newestCall(page: Page, model: string) {
  const calls = page.getByRole('table', { name: 'Activity' }).getByRole('row').filter({ hasText: /Model call|LLM call/i });
  await expect.poll(() => calls.first().innerText(), { timeout: 5000 }).toContain(model);
}
