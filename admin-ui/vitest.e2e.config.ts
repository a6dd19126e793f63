import { defineConfig } from 'vitest/config';

/** Browser tests against a running stack; `AISPM_UI_URL` is the link that `./aispm open --print` prints. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.spec.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // Longer than the second that is usual: a sign-in at an issuer is five requests of a browser.
    expect: { poll: { timeout: 20_000 } },
    bail: 1,
    sequence: { concurrent: false },
  },
});
