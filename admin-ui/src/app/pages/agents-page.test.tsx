import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { useLocation } from 'react-router';
import { describe, expect, it } from 'vitest';
import { barriers } from '@/testing/barriers';
import { agent, uuid } from '@/testing/data';
import { problem } from '@/testing/handlers';
import { show } from '@/testing/render';
import { server } from '@/testing/server';
import { AgentsPage } from './agents-page';

const list = (answer: Parameters<typeof http.get>[1]) => server.use(http.get('*/api/spm/agents', answer));

function Address() {
  const { pathname, search } = useLocation();
  return <p>{pathname + search}</p>;
}

const one = agent({ id: uuid(71), name: 'lone', owner: null, risk: null, agent_type: 'never_heard_of', runtime_state: 'odd' });

describe('the agents page', () => {
  it('draws rows with nulls and unknown words, and passes over null rows', async () => {
    list(() => HttpResponse.json([null, one]));

    show(<AgentsPage />);

    const row = await screen.findByRole('row', { name: /lone/ });
    expect(within(row).getByText('odd')).toBeVisible();
    expect(within(row).getByText('never_heard_of')).toBeVisible();
  });

  it('says so when there are none, and when none matches', async () => {
    list(() => HttpResponse.json([]));

    show(<AgentsPage />);

    expect(await screen.findByText('No agents yet')).toBeVisible();
    expect(screen.getByRole('table', { name: 'Agents' })).toHaveAttribute('aria-rowcount', '1');
    await userEvent.type(screen.getByRole('searchbox'), 'zzz');
    expect(await screen.findByText('No agent matches.')).toBeVisible();
  });

  it('has its table, head and all, while it waits for the rows', async () => {
    list(() => new Promise(() => {}));

    const { container } = show(<AgentsPage />);

    const table = screen.getByRole('table', { name: 'Agents' });
    expect(within(table).getByRole('columnheader', { name: 'Risk' })).toBeVisible();
    expect(table).toHaveAttribute('aria-rowcount', '-1');
    expect(within(table).getByRole('checkbox', { name: 'Select all' })).toBeDisabled();
    expect(screen.getByRole('status', { name: 'Loading the agents' })).toBeVisible();
    expect(await barriers(container)).toEqual([]);
  });

  it('shows the sentence of a list that failed', async () => {
    list(() => problem(503, 'unavailable', 'The database is away.'));

    show(<AgentsPage />);

    expect(await screen.findByRole('alert')).toHaveTextContent('The database is away.');
  });

  it('keeps what it has when a later look fails', async () => {
    let asked = 0;
    list(() => (asked++ === 0 ? HttpResponse.json([one]) : problem(503, 'unavailable', 'Away.')));

    show(<AgentsPage />);

    await screen.findByRole('row', { name: /lone/ });
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('showing what was last seen'), { timeout: 5000 });
    expect(screen.getByRole('row', { name: /lone/ })).toBeVisible();
  });

  it('loads the next page by its Link', async () => {
    list(({ request }) =>
      new URL(request.url).searchParams.has('cursor')
        ? HttpResponse.json([agent({ id: uuid(72), name: 'second' })])
        : HttpResponse.json([one], { headers: { Link: '</api/spm/agents?cursor=x>; rel="next"' } }),
    );

    show(<AgentsPage />);

    await userEvent.click(await screen.findByRole('button', { name: 'Show more' }));
    expect(await screen.findByRole('row', { name: /second/ })).toBeVisible();
  });

  it('offers an auditor nothing that changes anything', async () => {
    list(() => HttpResponse.json([one]));
    server.use(http.get('*/api/spm/agents/:id', () => HttpResponse.json(one)));

    show(<AgentsPage />, { role: 'spm:auditor' });

    await userEvent.click(await screen.findByRole('button', { name: 'lone' }));
    const preview = await screen.findByRole('region', { name: 'Agent preview' });
    expect(screen.queryByRole('button', { name: 'Register agent' })).toBeNull();
    expect(within(preview).queryByRole('button', { name: /Run|Stop|Delete/ })).toBeNull();
    expect(within(preview).queryByRole('button', { name: 'Open chat' })).toBeNull();
    expect(within(preview).queryByRole('checkbox')).toBeNull();
    expect(within(preview).getByRole('button', { name: 'View detail' })).toBeVisible();
  });

  it('goes to the agent and to its chat by buttons of the preview', async () => {
    list(() => HttpResponse.json([one]));
    server.use(http.get('*/api/spm/agents/:id', () => HttpResponse.json(one)));

    show(
      <>
        <AgentsPage />
        <Address />
      </>,
    );
    await userEvent.click(await screen.findByRole('button', { name: 'lone' }));
    const preview = await screen.findByRole('region', { name: 'Agent preview' });

    await userEvent.click(within(preview).getByRole('button', { name: 'Open chat' }));
    expect(screen.getByText(`/agents/${one.id}?tab=chat`)).toBeVisible();
    await userEvent.click(within(preview).getByRole('button', { name: 'View detail' }));
    expect(screen.getByText(`/agents/${one.id}`)).toBeVisible();
  });

  it('runs an agent, working until the observed state changes', async () => {
    let state = 'stopped';
    const now = () => ({ ...one, runtime_state: state });
    list(() => HttpResponse.json([now()]));
    server.use(
      http.get('*/api/spm/agents/:id', () => HttpResponse.json(now())),
      http.post('*/api/spm/agents/:id/start', () => HttpResponse.json({ status: 'starting' }, { status: 202 })),
    );

    show(<AgentsPage />);

    await userEvent.click(await screen.findByRole('button', { name: 'lone' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Run' }));
    expect(await screen.findByRole('button', { name: 'working…' })).toBeDisabled();
    state = 'running';
    expect(await screen.findByRole('button', { name: 'Stop' }, { timeout: 4000 })).toBeEnabled();
  });

  it('says why an agent can not be started, and lets one try again', async () => {
    const stopped = { ...one, runtime_state: 'stopped' };
    list(() => HttpResponse.json([stopped]));
    server.use(
      http.get('*/api/spm/agents/:id', () => HttpResponse.json(stopped)),
      http.post('*/api/spm/agents/:id/start', () => problem(409, 'posture_blocked', 'A drift blocks its release.')),
    );

    show(<AgentsPage />);

    await userEvent.click(await screen.findByRole('button', { name: 'lone' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Run' }));
    expect(await screen.findByText('A drift blocks its release.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Run' })).toBeEnabled();
  });

  it('takes a tick back when the policy can not be attached', async () => {
    list(() => HttpResponse.json([one]));
    server.use(
      http.get('*/api/spm/agents/:id', () => HttpResponse.json(one)),
      http.post('*/api/spm/agents/:id/policies/:pid', () => problem(503, 'policy_unavailable', 'The policy engine does not have it yet.')),
    );

    show(<AgentsPage />);

    await userEvent.click(await screen.findByRole('button', { name: 'lone' }));
    const linked = await screen.findByRole('group', { name: 'Linked policies' });
    await userEvent.click(await within(linked).findByRole('checkbox', { name: 'No salaries' }));
    expect(await within(linked).findByText('The policy engine does not have it yet.')).toBeVisible();
    await waitFor(() => expect(within(linked).getByRole('checkbox', { name: 'No salaries' })).not.toBeChecked());
  });

  it('acts on several at once and names those that failed', async () => {
    const two = agent({ id: uuid(73), name: 'twin', runtime_state: 'stopped' });
    const three = agent({ id: uuid(74), name: 'full', runtime_state: 'crashed' });
    list(() => HttpResponse.json([two, three, one]));
    const started: unknown[] = [];
    server.use(
      http.post('*/api/spm/agents/:id/start', ({ params }) => {
        started.push(params['id']);
        return params['id'] === three.id ? problem(409, 'too_many_agents', 'There is no room for another agent.') : HttpResponse.json({}, { status: 202 });
      }),
    );

    show(<AgentsPage />);

    await userEvent.click(await screen.findByRole('checkbox', { name: 'Select all' }));
    const bar = screen.getByRole('group', { name: 'Selected agents' });
    await userEvent.click(within(bar).getByRole('button', { name: 'Run 2' }));

    expect(await within(bar).findByRole('alert')).toHaveTextContent('full: There is no room for another agent.');
    expect(started.sort()).toEqual([two.id, three.id]);
    expect(screen.queryByRole('region', { name: 'Agent preview' })).toBeNull();
  });

  it('shows where a starting agent is on its way', async () => {
    const starting = agent({ id: uuid(75), name: 'slow', runtime_state: 'starting', state_reason: 'Installing 3 packages.' });
    list(() => HttpResponse.json([starting]));
    server.use(http.get('*/api/spm/agents/:id', () => HttpResponse.json(starting)));

    show(<AgentsPage />);

    await userEvent.click(await screen.findByRole('button', { name: 'slow' }));
    const progress = await screen.findByRole('list', { name: 'Progress' });
    expect(within(progress).getByText('Environment prepared').closest('li')).toHaveAttribute('aria-current', 'step');
    expect(within(progress).getByText('Installing 3 packages.')).toBeVisible();
  });

  describe('with a thousand agents', () => {
    const thousand = Array.from({ length: 1000 }, (_, n) => agent({ id: uuid(10_000 + n), name: `agent ${String(n).padStart(4, '0')}`, runtime_state: 'stopped', risk: n === 999 ? 'critical' : 'low' }));
    const names = () => screen.getAllByRole('row').slice(1).map((row) => within(row).getAllByRole('cell')[1]!.textContent);

    function pages() {
      const asked: number[] = [];
      list(({ request }) => {
        const from = Number(new URL(request.url).searchParams.get('cursor') ?? 0);
        asked.push(from);
        const next: Record<string, string> = from + 200 < 1000 ? { Link: `</api/spm/agents?cursor=${from + 200}>; rel="next"` } : {};
        return HttpResponse.json(thousand.slice(from, from + 200), { headers: next });
      });
      return asked;
    }

    it('draws those in view, and sorts among all of them', async () => {
      const asked = pages();
      show(<AgentsPage />);
      await screen.findByRole('row', { name: /agent 0000/ });
      expect(screen.getByRole('table', { name: 'Agents' })).toHaveAttribute('aria-rowcount', '-1');

      await userEvent.click(screen.getByRole('button', { name: 'Risk' }));
      expect(await screen.findByText('agent 0999', {}, { timeout: 10_000 })).toBeVisible();

      expect(names().length).toBeLessThan(50);
      expect(names()[0]).toBe('agent 0999');
      expect(asked).toEqual(expect.arrayContaining([0, 200, 400, 600, 800]));
      expect(screen.getByRole('table', { name: 'Agents' })).toHaveAttribute('aria-rowcount', '1001');
      expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
    }, 20_000);

    it('says among how many it sorted where the others can not be had', async () => {
      list(({ request }) =>
        new URL(request.url).searchParams.has('cursor')
          ? problem(503, 'unavailable', 'Away.')
          : HttpResponse.json(thousand.slice(0, 200), { headers: { Link: '</api/spm/agents?cursor=x>; rel="next"' } }),
      );
      show(<AgentsPage />);
      await userEvent.click(await screen.findByRole('button', { name: 'Risk' }));
      expect(await screen.findByText('Sorted among the newest 200 agents.')).toBeVisible();
    });

    it('acts on rows that are not drawn', async () => {
      pages();
      const stopped = new Set<unknown>();
      server.use(
        http.post('*/api/spm/agents/:id/start', ({ params }) => {
          stopped.add(params['id']);
          return HttpResponse.json({}, { status: 202 });
        }),
      );
      show(<AgentsPage />);
      await screen.findByRole('row', { name: /agent 0000/ });

      await userEvent.click(screen.getByRole('checkbox', { name: 'Select all' }));
      expect(names().length).toBeLessThan(50);
      await userEvent.click(await screen.findByRole('button', { name: 'Run 200' }));

      await waitFor(() => expect(stopped.size).toBe(200), { timeout: 10_000 });
    }, 20_000);
  });
});
