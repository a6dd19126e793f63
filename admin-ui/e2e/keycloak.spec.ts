import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { picture, sitDown, type Seat } from './browser';

const origin = process.env['AISPM_OIDC_UI'];
const issuer = process.env['AISPM_KEYCLOAK'];
const password = process.env['AISPM_KEYCLOAK_PASSWORD'];
if (!origin || !issuer || !password) {
  throw new Error('AISPM_OIDC_UI, AISPM_KEYCLOAK and AISPM_KEYCLOAK_PASSWORD are not set: where the console is, where its Keycloak is, and what carla and dora type there.');
}
let seat: Seat;

beforeAll(async () => {
  seat = await sitDown(origin);
});
afterAll(async () => {
  await seat.browser.close();
});

const signInButton = (page: Page) => page.getByRole('button', { name: `Sign in with ${new URL(issuer).host}` });
const main = (page: Page) => page.getByRole('navigation', { name: 'Main' });

/** On Keycloak's own page, as its people do. */
async function type(page: Page, name: string) {
  await page.locator('#username').fill(name);
  await page.locator('#password').fill(password ?? '');
  await page.locator('#kc-login').click();
}

describe('signing in at Keycloak', () => {
  it('asks the person on Keycloak’s own page, and lets them in on the page they wanted', async () => {
    const { page } = seat;
    await page.goto(`${origin}/ui/policies?q=x`);
    await signInButton(page).click();
    await page.locator('#username').waitFor();
    expect(new URL(page.url()).origin).toBe(issuer);
    expect(new URL(page.url()).searchParams.get('code_challenge_method')).toBe('S256');
    await picture(page, 'keycloak');

    await type(page, 'carla');
    await main(page).waitFor();
    expect(page.url()).toBe(`${origin}/ui/policies?q=x`);
  });

  it('knows their role and tenant from Keycloak’s token', async () => {
    const { page } = seat;
    await page.getByText('auditor · tenant t1').waitFor();
    expect(await page.getByRole('button', { name: 'Create policy' }).count()).toBe(0);
    await page.reload();
    await main(page).waitFor();
    expect(await page.evaluate(() => document.cookie)).toBe('');
  });

  it('signs them out at Keycloak too: it asks for the password again', async () => {
    const { page } = seat;
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${origin}/ui/sign-in**`);
    await signInButton(page).waitFor();
    expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
    await signInButton(page).click();
    await page.locator('#password').waitFor();
  });

  it('refuses a person without a role, says so, and lets another one try', async () => {
    const { page } = seat;
    await type(page, 'dora');
    await expect.poll(() => page.getByRole('alert').allInnerTexts()).toEqual([expect.stringContaining('no role')]);
    expect(await main(page).count()).toBe(0);
    await picture(page, 'keycloak-no-role');

    await signInButton(page).click();
    await page.locator('#password').waitFor();
  });

  it('asks no other host but Keycloak, and is held back by no policy of the page', () => {
    expect(seat.complaints.filter((line) => line.startsWith('asked ') && line !== `asked ${issuer}`)).toEqual([]);
    expect(seat.complaints.filter((line) => /content security|refused to|cors/i.test(line))).toEqual([]);
  });
});
