import { describe, expect, it } from 'vitest';
import { eventData } from './sse';

function response(...chunks: string[]): Response {
  const encoder = new TextEncoder();
  return new Response(
    new ReadableStream({
      start(controller) {
        chunks.forEach((chunk) => controller.enqueue(encoder.encode(chunk)));
        controller.close();
      },
    }),
  );
}

async function all(from: Response): Promise<string[]> {
  const found: string[] = [];
  for await (const data of eventData(from)) {
    found.push(data);
  }
  return found;
}

describe('eventData', () => {
  it('puts events together however they are cut', async () => {
    expect(await all(response('data: {"a"', ':1}\n', '\ndata: 2\n\nda', 'ta: 3\n\n'))).toEqual(['{"a":1}', '2', '3']);
  });

  it('passes over comments and other fields', async () => {
    expect(await all(response(': ping\n\nid: 7\ndata: x\n\n: ping\n\n'))).toEqual(['x']);
  });

  it('reads an event that the end of the stream closes', async () => {
    expect(await all(response('data: last'))).toEqual(['last']);
  });

  it('joins the lines of one event', async () => {
    expect(await all(response('data: a\r\ndata: b\r\n\r\n'))).toEqual(['a\nb']);
  });
});
