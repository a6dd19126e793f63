import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers, picture, sitDown, type Seat } from './browser';
import { standInIssuer, type Issuer } from './stand-in-issuer';

const origin = process.env['AISPM_OIDC_UI'];
const port = process.env['AISPM_OIDC_ISSUER_PORT'];
if (!origin || !port) {
  throw new Error('AISPM_OIDC_UI and AISPM_OIDC_ISSUER_PORT are not set: where the console is, and where its issuer is to listen.');
}
let issuer: Issuer;
let seat: Seat;

beforeAll(async () => {
  issuer = await standInIssuer(Number(port), origin, {
    ada: { roles: ['spm:admin', 'offline_access'], tenant: 't1', seconds: 600 },
    rita: { roles: ['spm:auditor'], tenant: 't1', seconds: 8 },
    stranger: { roles: ['something:else'], tenant: 't1', seconds: 600 },
  });
  seat = await sitDown(origin);
});
afterAll(async () => {
  await seat.browser.close();
  await issuer.stop();
});

const name = () => new URL(issuer.url).host;
const signInButton = (page: Page) => page.getByRole('button', { name: `Sign in with ${name()}` });
const main = (page: Page) => page.getByRole('navigation', { name: 'Main' });

async function signIn(page: Page, account: string) {
  await signInButton(page).click();
  await page.getByRole('button', { name: account, exact: true }).click();
}

describe('signing in at an issuer', () => {
  it('says on every page how, and has no barrier', async () => {
    const { page } = seat;
    await page.goto(`${origin}/ui/policies?q=x`);
    await signInButton(page).waitFor();
    expect(await page.getByRole('main').innerText()).not.toContain('./aispm open');
    expect(await barriers(page)).toEqual([]);
    await picture(page, 'signed-out-oidc');
  });

  it('signs a person in, with their role and tenant, on the page they wanted', async () => {
    const { page } = seat;
    await signIn(page, 'ada');
    await main(page).waitFor();
    expect(page.url()).toBe(`${origin}/ui/policies?q=x`);
    await page.getByText('admin · tenant t1').waitFor();
    await page.getByRole('button', { name: 'Create policy' }).waitFor();
  });

  it('keeps the session in a cookie that scripts cannot read, and over a reload', async () => {
    const { page } = seat;
    await page.reload();
    await main(page).waitFor();
    expect(await page.evaluate(() => document.cookie)).toBe('');
    const [cookie] = await page.context().cookies(`${origin}/api/spm`);
    expect(cookie).toMatchObject({ name: 'aispm_session', httpOnly: true, sameSite: 'Strict' });
  });

  it('signs out here and at the issuer', async () => {
    const { page } = seat;
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${origin}/ui/sign-in**`);
    await signInButton(page).waitFor();
    expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
    await page.goto(`${origin}/ui/agents`);
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  });

  it('says why where the issuer refuses, and where the account may do nothing here', async () => {
    const { page } = seat;
    await signIn(page, 'nobody');
    expect(await page.getByRole('alert').innerText()).toContain('The person said no.');
    await picture(page, 'sign-in-refused');

    await signIn(page, 'stranger');
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('no role');
    const asked = page.waitForRequest(/\/authorize\?.*prompt=login/);
    await signInButton(page).click();
    await asked;
    await page.getByRole('button', { name: 'ada', exact: true }).waitFor();
  });

  it('refuses an answer that it did not ask for', async () => {
    const { page } = seat;
    await page.goto(`${origin}/ui/sign-in?code=stolen&state=made-up`);
    expect(await page.getByRole('alert').innerText()).toContain('Start it again');
  });

  it('lets a session go on with new tokens, each got with the last', async () => {
    const { page } = seat;
    await page.goto(`${origin}/ui/agents`);
    await signIn(page, 'rita');
    await main(page).waitFor();
    expect(await page.getByRole('button', { name: 'Register agent' }).count()).toBe(0);
    await expect.poll(() => issuer.refreshed(), { timeout: 30_000 }).toBeGreaterThanOrEqual(2);
    await main(page).waitFor();
    await page.getByText('auditor · tenant t1').waitFor();
  });

  it('says that it is over once the issuer takes it back, and lets the person in again where they were', async () => {
    const { page } = seat;
    issuer.takeBack();
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor({ timeout: 30_000 });
    await signIn(page, 'ada');
    await main(page).waitFor();
    expect(page.url()).toBe(`${origin}/ui/agents`);
  });

  it('says so while the issuer is away', async () => {
    const { page } = seat;
    await page.getByRole('button', { name: 'Sign out' }).click();
    await signInButton(page).waitFor();
    await issuer.stop();
    await signInButton(page).click();
    expect(await page.getByRole('alert').innerText()).toContain('can’t be reached');
  });

  it('asks no other host but the issuer', () => {
    expect(seat.complaints.filter((line) => line.startsWith('asked ') && !line.includes(name()))).toEqual([]);
    expect(seat.complaints.filter((line) => /content security|refused to/i.test(line))).toEqual([]);
  });
});
