import type { z } from 'zod';
import { Problem } from './problem';

interface Options {
  signal?: AbortSignal | undefined;
  body?: unknown;
}

/** One page of a list, and the address of the next one. */
export interface Page<T> {
  rows: T[];
  next: string | null;
}

const access = { csrf: null as string | null, signedOut: () => {} };

/** Writes of the session carry its token from now on. */
export function carryCsrfToken(token: string | null): void {
  access.csrf = token;
}

/** Says what to do when the server no longer knows the session. */
export function whenSignedOut(act: () => void): void {
  access.signedOut = act;
}

/** Sends a request and gives the response; anything but success is thrown as a Problem. */
export async function send(method: string, path: string, { signal, body }: Options = {}): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json' });
  if (method !== 'GET' && access.csrf !== null) {
    headers.set('X-CSRF-Token', access.csrf);
  }
  const form = body instanceof FormData;
  if (body !== undefined && !form) {
    headers.set('Content-Type', 'application/json');
  }
  const response = await fetch(path, {
    method,
    headers,
    credentials: 'same-origin',
    signal: signal ?? null,
    body: body === undefined ? null : form ? body : JSON.stringify(body),
  });
  if (response.ok) {
    return response;
  }
  if (response.status === 401) {
    access.signedOut();
  }
  throw await Problem.of(response);
}

async function asked<T>(method: string, path: string, schema: z.ZodType<T>, options?: Options): Promise<T> {
  const response = await send(method, path, options);
  return schema.parse(await response.json());
}

export const http = {
  get: <T>(path: string, schema: z.ZodType<T>, options?: Options) => asked('GET', path, schema, options),
  post: <T>(path: string, schema: z.ZodType<T>, options?: Options) => asked('POST', path, schema, options),
  put: <T>(path: string, schema: z.ZodType<T>, options?: Options) => asked('PUT', path, schema, options),
  patch: <T>(path: string, schema: z.ZodType<T>, options?: Options) => asked('PATCH', path, schema, options),

  /** A write whose answer has nothing to read. */
  act: async (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<void> => {
    await send(method, path, { body });
  },

  /** A list; its next page is named by the `Link` header. Rows that are null are left out. */
  page: async <T>(path: string, row: z.ZodType<T>, options?: Options): Promise<Page<T>> => {
    const response = await send('GET', path, options);
    const raw: unknown = await response.json();
    const rows = Array.isArray(raw) ? raw.filter((one) => one !== null) : [];
    return { rows: rows.map((one) => row.parse(one)), next: nextOf(response.headers.get('Link')) };
  },
};

/** The address of `rel="next"`, as a path of this origin. */
export function nextOf(link: string | null): string | null {
  const found = /<([^>]+)>\s*;[^,]*\brel="?next"?/.exec(link ?? '');
  if (!found?.[1]) {
    return null;
  }
  const url = new URL(found[1], window.location.origin);
  return url.pathname + url.search;
}

/** A path with the parameters that have a value. */
export function withQuery(path: string, query: Record<string, string | number | null | undefined>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') {
      parameters.set(name, String(value));
    }
  }
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}
