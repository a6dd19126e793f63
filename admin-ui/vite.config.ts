import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { mockApi } from './mock.ts';

const api = process.env['SPM_API'] ?? 'http://127.0.0.1:8092';

export default defineConfig(({ mode }) => ({
  base: '/ui/',
  plugins: [react(), tailwindcss(), ...(mode === 'mock' ? [mockApi()] : [])],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    target: ['chrome123', 'firefox121', 'safari17.5'],
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: mode === 'mock' ? {} : { proxy: { '/api': api } },
  test: {
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://spm.test/ui/' } },
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/testing/setup.ts'],
    restoreMocks: true,
    // Two cores may have other work besides.
    testTimeout: 30_000,
  },
}));
