import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { IncomingMessage } from 'node:http';
import type { Plugin } from 'vite';

/** Answers `/api` of the dev server from the handlers of the tests, so that pages can be looked at without a stack. */
export function mockApi(): Plugin {
  return {
    name: 'aispm-mock-api',
    configureServer(server) {
      server.middlewares.use((incoming, outgoing, next) => {
        if (!incoming.url?.startsWith('/api/')) {
          next();
          return;
        }
        void (async () => {
          const { getResponse } = await import('msw');
          const { handlers } = (await server.ssrLoadModule(
            '/src/testing/handlers.ts',
          )) as typeof import('./src/testing/handlers.ts');
          const answer = await getResponse(handlers, await asRequest(incoming));
          outgoing.statusCode = answer?.status ?? 404;
          answer?.headers.forEach((value, name) => outgoing.setHeader(name, value));
          if (answer?.body) {
            await pipeline(Readable.fromWeb(answer.body as import('node:stream/web').ReadableStream), outgoing);
          } else {
            outgoing.end();
          }
        })().catch(() => outgoing.destroy());
      });
    },
  };
}

async function asRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) {
    chunks.push(chunk as Buffer);
  }
  const method = incoming.method ?? 'GET';
  return new Request(`http://${incoming.headers.host ?? 'localhost'}${incoming.url ?? '/'}`, {
    method,
    headers: incoming.headers as Record<string, string>,
    body: method === 'GET' || method === 'HEAD' ? null : Buffer.concat(chunks),
  });
}
