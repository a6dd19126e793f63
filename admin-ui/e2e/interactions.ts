import type { Page } from 'playwright-core';

/** What the browser doesn't tell is quicker than this, in milliseconds. */
const LEAST_TOLD = 16;

interface Watched {
  took: number[];
}

/** Has every page that is opened from now on write down how long its interactions took, as the browser itself measures it. */
export async function watch(page: Page): Promise<void> {
  await page.addInitScript((least) => {
    const watched: Watched = { took: [] };
    Object.assign(window, { watched });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as PerformanceEventTiming[]) {
        if (entry.interactionId) {
          watched.took.push(entry.duration);
        }
      }
    }).observe({ type: 'event', durationThreshold: least } as PerformanceObserverInit);
  }, LEAST_TOLD);
}

/**
 * How long one interaction takes in milliseconds: from the press of a key or a button to the drawing of what came of it
 * at once, told by the browser in steps of eight.
 */
export async function interactions(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => (window as unknown as { watched: Watched }).watched.took.splice(0));
  await act();
  return page.evaluate(async (least) => {
    const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    await drawn();
    await drawn();
    // Observers are told when the browser has nothing else to do.
    await new Promise((done) => requestIdleCallback(done, { timeout: 1000 }));
    return Math.max(least, ...(window as unknown as { watched: Watched }).watched.took);
  }, LEAST_TOLD);
}

/** The value that the share (0 to 1) of all does not exceed, by the nearest rank. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
