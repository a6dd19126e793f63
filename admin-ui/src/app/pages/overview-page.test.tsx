import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { agent, uuid } from '@/testing/data';
import { summary } from '@/testing/governance';
import { problem } from '@/testing/handlers';
import { show } from '@/testing/render';
import { server } from '@/testing/server';
import { OverviewPage } from './overview-page';

describe('the overview', () => {
  it('tells the sums, the busiest agents and what failed, names where they are known', async () => {
    show(<OverviewPage />);

    expect(await screen.findByText(/not let through|model calls/)).toBeVisible();
    expect(await screen.findByRole('link', { name: 'literature-scout' })).toHaveAttribute('href', expect.stringContaining('tab=activity'));
    expect(screen.getByRole('link', { name: 'agent …000099' })).toBeVisible();
    expect(screen.getByText('timeout after 30 s')).toBeVisible();
    expect(screen.getByText('No reason was told.')).toBeVisible();
  });

  it('asks for the window that is chosen', async () => {
    const asked: (string | null)[] = [];
    server.use(
      http.get('*/api/spm/activity/summary', ({ request }) => {
        asked.push(new URL(request.url).searchParams.get('window'));
        return HttpResponse.json(summary());
      }),
    );
    show(<OverviewPage />);

    await userEvent.click(await screen.findByRole('radio', { name: '7d' }));

    await screen.findByText('timeout after 30 s');
    expect(asked).toEqual(['24h', '7d']);
  });

  it('goes on showing states when the sums can not be told', async () => {
    server.use(http.get('*/api/spm/activity/summary', () => problem(503, 'lineage_unavailable', 'The lineage service does not answer.')));
    show(<OverviewPage />);

    expect(await screen.findByText('The lineage service does not answer.')).toBeVisible();
    expect(within(screen.getByRole('link', { name: 'crashed' }).closest('div')!).getByText('1')).toBeVisible();
  });

  it('says so when there is no agent yet', async () => {
    server.use(http.get('*/api/spm/agents', () => HttpResponse.json([])));
    show(<OverviewPage />);

    expect(await screen.findByText('No agents yet')).toBeVisible();
  });

  it('counts agents of every page, and calls none gone that is on a later one', async () => {
    const late = agent({ id: uuid(1), name: 'literature-scout', runtime_state: 'running' });
    server.use(
      http.get('*/api/spm/agents', ({ request }) =>
        new URL(request.url).searchParams.has('cursor')
          ? HttpResponse.json([late])
          : HttpResponse.json([agent({ id: uuid(2), name: 'new', runtime_state: 'running' })], { headers: { Link: '</api/spm/agents?cursor=x>; rel="next"' } }),
      ),
    );
    show(<OverviewPage />);

    const busiest = (await screen.findByRole('link', { name: 'literature-scout' })).closest('li')!;
    expect(within(busiest).getByText('running')).toBeVisible();
    expect(within(screen.getByRole('link', { name: 'running' }).closest('div')!).getByText('2')).toBeVisible();
  });
});
