import { http as mock, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { server } from '@/testing/server';
import { problem } from '@/testing/handlers';
import { carryCsrfToken, http, nextOf, withQuery } from './http';
import { asProblem, Problem } from './problem';

const Row = z.object({ id: z.string(), owner: z.string().nullish() });

describe('http', () => {
  it('turns a problem into its sentence, code and errors', async () => {
    server.use(mock.get('*/api/spm/broken', () => problem(422, 'invalid_agent', 'Two things are wrong.', ['One.', 'Two.'])));

    const failure = await http.get('/api/spm/broken', Row).catch((caught: unknown) => caught);

    expect(failure).toBeInstanceOf(Problem);
    expect(failure).toMatchObject({ status: 422, code: 'invalid_agent', sentences: ['One.', 'Two.'] });
  });

  it('leaves out null rows of a list and takes the next page from the Link header', async () => {
    server.use(
      mock.get('*/api/spm/rows', () =>
        HttpResponse.json([{ id: 'a', owner: null }, null], {
          headers: { Link: '<http://spm.test/api/spm/rows?cursor=abc&limit=1>; rel="next"' },
        }),
      ),
    );

    const page = await http.page('/api/spm/rows', Row);

    expect(page).toEqual({ rows: [{ id: 'a', owner: null }], next: '/api/spm/rows?cursor=abc&limit=1' });
  });

  it('carries the CSRF token on writes and not on reads', async () => {
    const seen: (string | null)[] = [];
    const note = ({ request }: { request: Request }) => {
      seen.push(request.headers.get('X-CSRF-Token'));
      return HttpResponse.json({ id: 'a' });
    };
    server.use(mock.get('*/api/spm/it', note), mock.post('*/api/spm/it', note));
    carryCsrfToken('token-1');

    await http.get('/api/spm/it', Row);
    await http.post('/api/spm/it', Row, { body: {} });

    expect(seen).toEqual([null, 'token-1']);
  });

  it('says so when nothing answers', async () => {
    server.use(mock.get('*/api/spm/away', () => HttpResponse.error()));

    const failure = await http.get('/api/spm/away', Row).catch(asProblem);

    expect(failure).toMatchObject({ code: 'unreachable' });
  });
});

describe('nextOf', () => {
  it('finds the next among several relations', () => {
    expect(nextOf('</a?cursor=1>; rel="prev", </a?cursor=2>; rel="next"')).toBe('/a?cursor=2');
    expect(nextOf('</a?cursor=1>; rel="prev"')).toBeNull();
    expect(nextOf(null)).toBeNull();
  });
});

describe('withQuery', () => {
  it('writes only the parameters that have a value', () => {
    expect(withQuery('/a', { q: 'x y', state: '', limit: 5, cursor: null })).toBe('/a?q=x+y&limit=5');
  });
});
