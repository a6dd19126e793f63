import axe from 'axe-core';
import { mkdirSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

export interface Seat {
  browser: Browser;
  page: Page;
  /** What the browser complained about, and what it wanted from another host. */
  complaints: string[];
}

/** Debian's Chromium at 1280×720, with everything it complains about written down. */
export async function sitDown(origin: string): Promise<Seat> {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, colorScheme: 'light', reducedMotion: 'reduce' });
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('console', (said) => {
    if (said.type() === 'error') {
      complaints.push(`${said.text()} (${page.url()})`);
    }
  });
  page.on('pageerror', (broken) => complaints.push(broken.message));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== origin) {
      complaints.push(`asked ${url.origin}`);
    }
  });
  return { browser, page, complaints };
}

/** What axe finds wrong by WCAG 2.2 AA, a line for each. */
export async function barriers(page: Page): Promise<string[]> {
  // Through the debugger, so that the page's own content policy stays in force.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: checker } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await checker.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`));
  });
}

/** Keeps a picture of the page where `AISPM_SCREENSHOTS` says. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['AISPM_SCREENSHOTS'];
  if (folder) {
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: `${folder}/${name}.png` });
  }
}
