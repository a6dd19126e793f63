import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { barriers } from '@/testing/barriers';
import { FakeEventSource } from '@/testing/event-source';
import { problem } from '@/testing/handlers';
import { show } from '@/testing/render';
import { server } from '@/testing/server';
import { ActivityTable } from './activity-table';

const at = (second: number) => `2026-01-01T12:00:0${second}.000Z`;
const said = (id: string, second: number, text: string) => ({ id, ts: at(second), kind: 'chat', role: 'user', text, trace_id: null, verdict: 'allow' });
const list = (answer: () => Response) => server.use(http.get('*/api/spm/agents/:id/activity', answer));
const feed = () => FakeEventSource.opened.at(-1)!;
const texts = () => screen.getAllByRole('row').slice(1).map((row) => within(row).getAllByRole('cell')[2]!.textContent);

describe('the activity table', () => {
  it('puts rows of the feed on top, each once, and passes over what makes no sense', async () => {
    list(() => HttpResponse.json([said('b', 2, 'second'), null, said('a', 1, 'first')]));
    show(<ActivityTable agentId="x" />);
    await screen.findByText('first');

    act(() => feed().open());
    act(() => {
      feed().tell(said('c', 3, 'third'));
      feed().tell(said('b', 2, 'second'));
      feed().tell('nonsense');
      feed().tell({ id: 'd', kind: 'tea_made', ts: at(4), owner: null, sugar: 2 });
    });

    expect(screen.getByRole('status')).toHaveTextContent('Live');
    expect(texts()).toEqual(['Sugar: 2', 'user: third', 'user: second', 'user: first']);
  });

  it('has its table, head and all, while it waits and where nothing has happened', async () => {
    let answer = (_: Response) => {};
    server.use(http.get('*/api/spm/agents/:id/activity', () => new Promise<Response>((resolve) => (answer = resolve))));
    const { container } = show(<ActivityTable agentId="x" />);

    const table = screen.getByRole('table', { name: 'Activity' });
    expect(within(table).getByRole('columnheader', { name: 'Kind' })).toBeVisible();
    expect(table).toHaveAttribute('aria-rowcount', '-1');
    expect(await screen.findByRole('status', { name: 'Loading the activity' })).toBeVisible();
    expect(await barriers(container)).toEqual([]);
    answer(HttpResponse.json([]));

    expect(await screen.findByText('Nothing has happened yet')).toBeVisible();
    expect(screen.getByRole('table', { name: 'Activity' })).toBe(table);
    expect(table).toHaveAttribute('aria-rowcount', '1');
    expect(await barriers(container)).toEqual([]);
  });

  it.each(['chat', 'tool_call', 'llm_call', 'guard_decision'])('has the kind %s in its row as it was recorded', async (kind) => {
    list(() => HttpResponse.json([{ id: 'a', ts: at(1), kind }]));
    show(<ActivityTable agentId="x" />);

    await waitFor(() => expect(screen.getAllByRole('row')[1]).toHaveTextContent(kind));
  });

  it('asks the list again when the feed begins, so that nothing falls between them', async () => {
    let asked = 0;
    list(() => HttpResponse.json(asked++ === 0 ? [] : [said('late', 5, 'between the two')]));
    show(<ActivityTable agentId="x" />);
    await screen.findByText('Nothing has happened yet');

    act(() => feed().open());

    expect(await screen.findByText('between the two')).toBeVisible();
  });

  it('looks at the list again, since the table is behind the feed', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let stored = [said('a', 1, 'first')];
    list(() => HttpResponse.json(stored));
    show(<ActivityTable agentId="x" />);
    await screen.findByText('first');
    act(() => feed().open());
    await act(() => vi.advanceTimersByTimeAsync(500));

    stored = [said('b', 2, 'told before anybody listened'), ...stored];
    await act(() => vi.advanceTimersByTimeAsync(1000));

    expect(await screen.findByText('told before anybody listened')).toBeVisible();
    vi.useRealTimers();
  });

  it('keeps every row of both when the list fails where they are to be joined anew', async () => {
    let asked = 0;
    list(() => (asked++ === 0 ? HttpResponse.json([said('a', 1, 'first')]) : problem(503, 'lineage_unavailable', 'The lineage is away.')));
    show(<ActivityTable agentId="x" />);
    await screen.findByText('first');
    act(() => feed().open());
    act(() => feed().tell(said('b', 2, 'second')));
    await waitFor(() => expect(asked).toBeGreaterThan(1));

    act(() => feed().tell({ ...said('c', 3, 'third'), owner: null }));

    expect(texts()).toEqual(['user: third', 'user: second', 'user: first']);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('asks each second where the feed is refused, and tries the feed again', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let asked = 0;
    list(() => HttpResponse.json([said('a', 1, `answer ${asked++}`)]));
    show(<ActivityTable agentId="x" />);
    await screen.findByText('user:');

    act(() => feed().fail({ refused: true }));
    expect(screen.getByRole('status')).toHaveTextContent('Refreshed each second');
    await act(() => vi.advanceTimersByTimeAsync(1100));
    await waitFor(() => expect(asked).toBeGreaterThan(1));
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    expect(FakeEventSource.opened).toHaveLength(2);
    vi.useRealTimers();
  });

  it('leaves a broken connection to the browser', async () => {
    list(() => HttpResponse.json([]));
    show(<ActivityTable agentId="x" />);
    await screen.findByText('Nothing has happened yet');

    act(() => feed().open());
    act(() => feed().fail({ refused: false }));

    expect(screen.getByRole('status')).not.toHaveTextContent('Live');
    expect(FakeEventSource.opened).toHaveLength(1);
  });

  it('filters by kind at the server and by outcome here', async () => {
    const kinds: (string | null)[] = [];
    server.use(
      http.get('*/api/spm/agents/:id/activity', ({ request }) => {
        kinds.push(new URL(request.url).searchParams.get('kind'));
        return HttpResponse.json([
          { id: 'g', ts: at(2), kind: 'guard_decision', ok: false, stage: 'prompt', verdict: 'block', score: 0.91, categories: ['S2'], trace_id: 't' },
          { id: 'p', ts: at(1), kind: 'policy_decision', ok: true, stage: 'prompt', decision: 'allow', policy_ids: null, trace_id: 't' },
        ]);
      }),
    );
    show(<ActivityTable agentId="x" />);
    await userEvent.selectOptions(await screen.findByLabelText('Kind'), 'Guard and policy decisions');
    await waitFor(() => expect(kinds).toContain('guard_decision,policy_decision'));
    await userEvent.selectOptions(screen.getByLabelText('Outcome'), 'Blocked');

    expect(texts()).toHaveLength(1);
    await userEvent.click(screen.getByRole('button', { name: 'Guard decision' }));
    expect(screen.getByText('S2 non-violent crimes')).toBeVisible();
    expect(screen.getByText('0.91')).toBeVisible();
  });

  it('says why there is nothing to show', async () => {
    list(() => problem(503, 'lineage_unavailable', 'The lineage service does not answer.'));
    show(<ActivityTable agentId="x" />);

    expect(await screen.findByRole('alert')).toHaveTextContent('The lineage service does not answer.');
  });

  it('asks for the newest each second where the feed is refused, also once older ones are shown', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let newest = [said('c', 3, 'third')];
    server.use(
      http.get('*/api/spm/agents/:id/activity', ({ request }) =>
        new URL(request.url).searchParams.has('cursor')
          ? HttpResponse.json([said('b', 2, 'second')])
          : HttpResponse.json(newest, { headers: { Link: '</api/spm/agents/x/activity?cursor=c>; rel="next"' } }),
      ),
    );
    show(<ActivityTable agentId="x" />);
    await userEvent.click(await screen.findByRole('button', { name: 'Show more' }));
    await screen.findByText('second');
    act(() => feed().fail({ refused: true }));
    newest = [said('d', 4, 'fourth')];

    await act(() => vi.advanceTimersByTimeAsync(1100));

    await waitFor(() => expect(texts()).toEqual(['user: fourth', 'user: third', 'user: second']));
    vi.useRealTimers();
  });

  it('keeps a bounded number of rows while one looks at the newest, and misses none between them', async () => {
    const happened = (n: number) => ({ id: String(10_000 + n), ts: new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString(), kind: 'chat', role: 'user', text: `row ${n}`, trace_id: null });
    let last = 0;
    list(() => HttpResponse.json(Array.from({ length: Math.min(100, last + 1) }, (_, n) => happened(last - n))));
    show(<ActivityTable agentId="x" />);
    await screen.findByText('row 0');
    act(() => feed().open());
    for (let batch = 0; batch < 50; batch++) {
      act(() => {
        for (let n = 0; n < 50; n++) {
          feed().tell(happened(++last));
        }
      });
    }
    await waitFor(() => expect(Number(screen.getByRole('table', { name: 'Activity' }).getAttribute('aria-rowcount'))).toBeLessThan(2200));
    act(() => feed().tell(happened(++last)));
    expect(texts().slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, n) => `user: row ${2501 - n}`));
  });
});
