import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Page } from './http';
import { restingPage } from './turns';

const key = ['list'];
const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
let things: string[];
let asked: string[];
let away = false;

/** A list as the server tells it: a page begins behind a row, whatever comes before that row. */
function read(address: string): Page<string> {
  asked.push(address);
  if (away) {
    throw new Error('The server is away.');
  }
  const from = address === 'first' ? 0 : things.indexOf(address) + 1;
  const rows = things.slice(from, from + 10);
  return { rows, next: from + 10 < things.length ? (rows.at(-1) ?? null) : null };
}

const list = () =>
  new InfiniteQueryObserver(client, {
    queryKey: key,
    queryFn: ({ pageParam }) => restingPage<string>(client, key, pageParam) ?? read(pageParam),
    initialPageParam: 'first',
    getNextPageParam: (page: Page<string>) => page.next,
  });

async function loaded(pages: number) {
  const observer = list();
  for (let page = 0; page < pages; page++) {
    await observer.fetchNextPage();
  }
  asked = [];
  return observer;
}

const rows = () => client.getQueryData<{ pages: Page<string>[] }>(key)?.pages.flatMap((page) => page.rows);

beforeEach(() => {
  client.clear();
  things = Array.from({ length: 100 }, (_, n) => `thing ${n}`);
  asked = [];
});

describe('a list that reads its pages in turn', () => {
  it('reads the first page and two others at a look, however many there are', async () => {
    const observer = await loaded(10);
    await observer.refetch();
    expect(asked).toHaveLength(3);
    expect(asked[0]).toBe('first');
  });

  it('has read every page after some looks', async () => {
    const observer = await loaded(10);
    for (let look = 0; look < 5; look++) {
      await observer.refetch();
    }
    expect(new Set(asked).size).toBe(10);
    expect(asked).toHaveLength(15);
  });

  it('sees by then what went from a page further down', async () => {
    const observer = await loaded(10);
    things = things.filter((thing) => thing !== 'thing 73');
    for (let look = 0; look < 5; look++) {
      await observer.refetch();
    }
    expect(rows()).toEqual(things);
  });

  it('reads all that follows once a page ends elsewhere, so that no row is missing or told twice', async () => {
    const observer = await loaded(10);
    things = ['new', ...things];
    await observer.refetch();
    expect(asked).toHaveLength(10);
    expect(rows()).toEqual(things.slice(0, 100));
  });

  it('reads every page after it was invalidated', async () => {
    const observer = await loaded(10);
    const ignore = observer.subscribe(() => {});
    await client.invalidateQueries({ queryKey: key });
    ignore();
    expect(new Set(asked).size).toBe(10);
  });

  it('keeps what it has where a look fails, and reads every page once it can again', async () => {
    const observer = await loaded(10);
    const whole = things;
    away = true;
    await observer.refetch();
    expect(rows()).toEqual(whole);
    expect(asked).toEqual(['first']);

    away = false;
    await observer.refetch();
    expect(new Set(asked).size).toBe(10);
  });
});
