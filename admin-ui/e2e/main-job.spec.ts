import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { echoAgent } from './agent';
import { barriers, picture, sitDown, type Seat } from './browser';
import { switchProviders, testRuntime } from './provider-switch';
import { byKeyboard, editAndRestore, lookAt, say } from './steps';

const link = process.env['AISPM_UI_URL'];
if (!link) {
  throw new Error('AISPM_UI_URL is not set: give it what `./aispm open --print` prints.');
}
const origin = new URL(link).origin;
const name = `browser-test-${Date.now().toString(36)}`;
const policy = `No ${name}`;
let seat: Seat;

beforeAll(async () => {
  seat = await sitDown(origin);
});
afterAll(async () => {
  await seat.browser.close();
});

const heading = (text: string | RegExp) => seat.page.getByRole('heading', { level: 1, name: text });
const preview = () => seat.page.getByRole('region', { name: 'Agent preview' });
const row = () => seat.page.getByRole('table', { name: 'Agents' }).getByRole('row', { name: new RegExp(name) });

describe('the admin UI', () => {
  it('signs in by the one-time link, once', async () => {
    const { page } = seat;
    await page.goto(link);
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    expect(page.url()).not.toContain('code=');

    const second = await seat.browser.newContext();
    const visitor = await second.newPage();
    await visitor.goto(link);
    await visitor.getByRole('alert').waitFor();
    expect(await visitor.getByRole('main').innerText()).toContain('./aispm open');
    await second.close();
  });

  it('has only pages that exist in its navigation, each with one heading and no barrier', async () => {
    const { page } = seat;
    const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
    for (const place of await links.allInnerTexts()) {
      await page.getByRole('link', { name: place, exact: true }).click();
      await heading(place).waitFor();
      await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined);
      expect(await page.getByRole('heading', { level: 1 }).count(), place).toBe(1);
      await lookAt(page, place.toLowerCase());
      await page.reload();
      await heading(place).waitFor();
    }
  });

  it('says in the dialog what is wrong with an upload', async () => {
    const { page, complaints } = seat;
    await page.goto(`${origin}/ui/agents`);
    await page.getByRole('button', { name: 'Register agent' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Code').setInputFiles({ name: 'broken.py', mimeType: 'text/x-python', buffer: Buffer.from('x = 1\n') });
    await dialog.getByLabel('Name').fill(`${name}-broken`);
    await dialog.getByRole('button', { name: 'Register', exact: true }).click();
    expect(await dialog.getByRole('alert').innerText()).toContain('async def main');
    await picture(page, 'register-refused');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    // The refusal itself is a failed request, which a browser always notes.
    complaints.splice(0, complaints.length, ...complaints.filter((line) => !line.includes('422')));
  });

  it('registers an agent and sees it running', async () => {
    const { page } = seat;
    await page.getByRole('button', { name: 'Register agent' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('Deploy after upload').isChecked()).toBe(true);
    expect(await dialog.getByLabel('Type').inputValue()).toBe('custom');
    await dialog.getByLabel('Code').setInputFiles({ name: 'echo.py', mimeType: 'text/x-python', buffer: Buffer.from(echoAgent) });
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByLabel('Version').fill('1.0.0');
    await dialog.getByRole('button', { name: 'Register', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await row().getByText('running').waitFor();
    await row().click();
    await preview().getByRole('button', { name: 'Stop' }).waitFor();
    await picture(page, 'agents');
  });

  it('is used by keyboard alone', async () => {
    await byKeyboard(seat.page, name);
  });

  it('streams a chat, stops it on demand, and keeps the composer in view', async () => {
    const { page } = seat;
    await preview().getByRole('button', { name: 'Open chat' }).click();
    const log = page.getByRole('log', { name: 'Conversation' });
    const box = page.getByRole('textbox', { name: 'Message' });
    await box.fill('Good day');
    await page.getByRole('button', { name: 'Send' }).click();
    await log.getByRole('article', { name: 'Agent' }).getByText('You said: Good day').waitFor();
    await page.getByRole('button', { name: 'Send' }).waitFor();
    expect(await log.getByRole('article', { name: 'You' }).count()).toBe(1);

    await box.fill('Now slowly, please');
    await box.press('Enter');
    await log.getByRole('article', { name: 'Agent' }).nth(1).getByText('slowly').first().waitFor();
    await page.getByRole('button', { name: 'Stop generating' }).click();
    await log.locator('article[data-outcome="stopped"]').waitFor();
    expect(await box.boundingBox()).toSatisfy((at: { y: number; height: number }) => at.y + at.height <= 720);
    expect(await barriers(page)).toEqual([]);
    await picture(page, 'chat');
  });

  it('keeps the conversation over a reload', async () => {
    const { page } = seat;
    await page.reload();
    await page.getByRole('article', { name: 'Agent' }).getByText('You said: Good day').waitFor();
  });

  it('keeps the composer in view after two hundred messages', async () => {
    const { page } = seat;
    const agentId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const sessionId = crypto.randomUUID();
    await page.evaluate(say, { agentId, sessionId, times: 100 });
    await page.goto(`${origin}/ui/agents/${agentId}?tab=chat&session=${sessionId}`);
    await expect.poll(() => page.getByRole('article').count(), { timeout: 20_000 }).toBe(200);
    const box = page.getByRole('textbox', { name: 'Message' });
    expect(await box.boundingBox()).toSatisfy((at: { y: number; height: number }) => at.y > 0 && at.y + at.height <= 720);
    await page.getByText('Message 99', { exact: true }).first().waitFor();
    await box.fill('One more');
    await box.press('Enter');
    await page.getByRole('article', { name: 'Agent' }).last().getByText('You said: One more').waitFor();
    expect(await box.boundingBox()).toSatisfy((at: { y: number; height: number }) => at.y + at.height <= 720);
  }, 180_000);

  it('creates a policy and attaches it from the preview', async () => {
    const { page } = seat;
    await page.getByRole('link', { name: 'Policies', exact: true }).click();
    await page.getByRole('button', { name: 'Create policy' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill(policy);
    await dialog.getByLabel('Condition').fill('contains(lower(input.prompt), "salary")');
    await dialog.getByLabel('Reason').fill('Salaries are for HR.');
    await dialog.getByRole('button', { name: 'Create', exact: true }).click();
    await heading(policy).waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, 'policy');

    await page.getByRole('link', { name: 'Agents', exact: true }).click();
    await row().click();
    const linked = preview().getByRole('group', { name: 'Linked policies' }).getByRole('checkbox', { name: policy });
    await linked.check();
    await expect.poll(() => linked.getAttribute('aria-busy'), { timeout: 10_000 }).toBe('false');
    expect(await linked.isChecked()).toBe(true);
  });

  it('shows a blocked turn as blocked, and why', async () => {
    const { page } = seat;
    await preview().getByRole('button', { name: 'Open chat' }).click();
    await page.getByRole('textbox', { name: 'Message' }).fill('What is the salary of our CFO?');
    await page.getByRole('button', { name: 'Send' }).click();
    const refused = page.locator('article[data-outcome="blocked"]');
    await refused.waitFor();
    expect(await refused.innerText()).toContain('Blocked by policy: Salaries are for HR.');
    await picture(page, 'blocked');
  });

  it('lists what happened, and the way of a turn', async () => {
    const { page } = seat;
    await page.getByRole('tab', { name: 'Activity' }).click();
    const table = page.getByRole('table', { name: 'Activity' });
    await table.getByText('What is the salary of our CFO?').first().waitFor();
    await table.getByText('You said: ').first().waitFor();
    await picture(page, 'activity');
    for (const tab of ['Overview', 'Chat', 'Configure', 'Activity', 'Sessions', 'Lineage', 'Policies', 'Logs']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('tab', { name: tab, selected: true }).waitFor();
      await page.waitForLoadState('networkidle', { timeout: 2000 }).catch(() => undefined);
      await lookAt(page, `agent-${tab.toLowerCase()}`);
      expect(await page.getByRole('tabpanel').getByRole('alert').count(), tab).toBe(0);
    }
  });

  it('shows a row live, opens it to the whole decision, and draws its turn', async () => {
    const { page } = seat;
    await page.getByRole('tab', { name: 'Activity' }).click();
    const table = page.getByRole('table', { name: 'Activity' });
    await table.waitFor();
    const agentId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await page.evaluate(say, { agentId, sessionId: crypto.randomUUID(), times: 1 });
    await table.getByText('Message 0').first().waitFor({ timeout: 5000 });
    await table.getByRole('button', { name: 'Guard decision' }).first().click();
    await table.getByText('The event as it was recorded').waitFor();
    expect(await barriers(page)).toEqual([]);
    await table.getByRole('button', { name: 'Show the turn' }).click();
    await page.getByRole('region', { name: 'On its way in' }).getByRole('button', { name: /Guard/ }).waitFor();
    await page.getByRole('region', { name: 'On its way out' }).getByRole('button', { name: /Reply/ }).waitFor();
    await picture(page, 'lineage');
  });

  it('keeps a secret by its name only, and a setting as it was saved', async () => {
    const { page } = seat;
    await page.getByRole('tab', { name: 'Configure' }).click();
    await page.getByLabel('Secret name').fill('API_TOKEN');
    await page.getByLabel('Secret value').fill('hush-hush');
    await page.getByRole('button', { name: 'Set secret' }).click();
    await page.getByRole('table', { name: 'Secrets' }).getByText('API_TOKEN').waitFor();
    expect(await page.content()).not.toContain('hush-hush');
    await page.getByLabel('Turns at once').fill('3');
    await page.getByRole('button', { name: 'Save settings' }).click();
    await page.getByText('not saved yet').waitFor({ state: 'detached' });
    await page.reload();
    await expect.poll(() => page.getByLabel('Turns at once').inputValue()).toBe('3');
  });

  it('sums the turns up on the overview', async () => {
    const { page } = seat;
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    await page.getByRole('radio', { name: '1h' }).click();
    await page.getByRole('link', { name, exact: true }).first().waitFor();
    await page.getByText(/\d+ turns, 1 blocked/).first().waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, 'overview');
  });

  it('marks what does not compile at its line, and keeps versions to compare and restore', async () => {
    const { page } = seat;
    await page.getByRole('link', { name: 'Policies', exact: true }).click();
    await page.getByRole('link', { name: policy }).click();
    await editAndRestore(page);
  });

  it('tests an integration and offers the default model as a choice', async () => {
    await testRuntime(seat.page);
  });

  it('switches the provider in the middle of a conversation, and obeys the agent’s own model', async () => {
    await switchProviders(seat.page, name);
  }, 180_000);

  it('stops the agent, saying "working…" until it is so', async () => {
    const { page } = seat;
    await page.getByRole('link', { name: 'Agents', exact: true }).click();
    await row().click();
    await preview().getByRole('button', { name: 'Stop' }).click();
    await preview().getByRole('button', { name: 'working…' }).waitFor();
    await preview().getByRole('button', { name: 'Run' }).waitFor();
    await row().getByText('stopped').waitFor();
  });

  it('deletes the agent and the policy by an alert dialog', async () => {
    const { page } = seat;
    await preview().getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await row().waitFor({ state: 'detached' });

    await page.getByRole('link', { name: 'Policies', exact: true }).click();
    await page.getByRole('link', { name: policy }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('table', { name: 'Policies' }).or(page.getByText('No policies yet')).first().waitFor();
    await page.getByRole('link', { name: policy }).waitFor({ state: 'detached' });
  });

  it('signs out', async () => {
    const { page } = seat;
    await page.getByRole('button', { name: 'Sign out' }).click();
    await heading('You are signed out').waitFor();
    expect(await page.getByRole('navigation', { name: 'Main' }).count()).toBe(0);
  });

  it('never complained in the console and asked no other host', () => {
    expect(seat.complaints).toEqual([]);
  });
});
