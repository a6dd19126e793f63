// Fails the build when what a first visit has to load is more script than allowed.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const limit = 250 * 1024;
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

const seen = new Set();
const visit = (key) => {
  if (seen.has(key)) return;
  seen.add(key);
  (manifest[key].imports ?? []).forEach(visit);
};
visit('index.html');

const bytes = [...seen].reduce((sum, key) => sum + gzipSync(readFileSync(new URL(manifest[key].file, dist))).length, 0);
console.log(`first load: ${(bytes / 1024).toFixed(1)} KiB of gzipped script (limit ${limit / 1024})`);
if (bytes > limit) {
  process.exitCode = 1;
}
