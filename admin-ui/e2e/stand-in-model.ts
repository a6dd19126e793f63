import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StandInModel {
  /** The base URL to configure. */
  url: string;
  stop: () => void;
}

/** A provider in OpenAI's dialect that answers with the name of the model it was asked for, and its own. */
export async function standInModel(name: string): Promise<StandInModel> {
  const server: Server = createServer((request, answer) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const asked = JSON.parse(Buffer.concat(pieces).toString() || '{}') as { model?: string };
      const message = { role: 'assistant', content: `${asked.model} of ${name}` };
      const usage = { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 };
      answer.writeHead(200, { 'Content-Type': 'application/json' });
      answer.end(
        JSON.stringify({ id: 'answer-1', object: 'chat.completion', created: 1, model: asked.model, usage, choices: [{ index: 0, finish_reason: 'stop', message }] }),
      );
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, stop: () => server.close() };
}
