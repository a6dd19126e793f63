import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { FakeEventSource } from './event-source';
import { server } from './server';

// A second, which is usual, is little where two cores have other work besides.
configure({ asyncUtilTimeout: 10_000 });

Element.prototype.scrollTo = () => {};
// jsdom lays nothing out; lists draw what is in view, so something has to be.
Object.defineProperty(Element.prototype, 'clientHeight', { get: () => 600 });
globalThis.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

// jsdom has no EventSource; one that nobody opens is as good as a feed that is never granted.
Object.assign(globalThis, { EventSource: FakeEventSource });

// jsdom can't read files as text yet.
Object.defineProperty(Blob.prototype, 'text', {
  value(this: Blob) {
    return new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.readAsText(this);
    });
  },
});

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  cleanup();
  FakeEventSource.opened = [];
  server.resetHandlers();
});
afterAll(() => server.close());
