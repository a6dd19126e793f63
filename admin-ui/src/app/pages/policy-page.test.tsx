import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { Route, Routes } from 'react-router';
import { describe, expect, it } from 'vitest';
import { policies, uuid } from '@/testing/data';
import { problem } from '@/testing/problem';
import { show } from '@/testing/render';
import { server } from '@/testing/server';
import { PolicyPage } from './policy-page';

const page = (tab: string, role?: string) =>
  show(
    <Routes>
      <Route path="/policies/:id" element={<PolicyPage />} />
    </Routes>,
    { at: `/policies/no_salaries?tab=${tab}`, ...(role ? { role } : {}) },
  );

describe('the policy page', () => {
  it('simulates on a turn that is chosen, and shows what decided', async () => {
    let asked: unknown = null;
    server.use(
      http.post('*/api/spm/policies/:id/simulate', async ({ request }) => {
        asked = await request.json();
        return HttpResponse.json({ decision: 'block', reason: 'Pay is private.', trace: ['Enter decision', 'Exit'] });
      }),
    );
    page('simulate');

    const agent = await screen.findByLabelText('Agent');
    await within(agent).findByRole('option', { name: 'literature-scout' });
    await userEvent.selectOptions(agent, uuid(1));
    const turn = screen.getByLabelText('Turn');
    await waitFor(() => expect(turn).toBeEnabled());
    await userEvent.selectOptions(turn, within(turn).getAllByRole('option')[1]!);
    await userEvent.click(screen.getByRole('button', { name: 'Simulate on this turn' }));

    expect(await screen.findByText('Pay is private.')).toBeVisible();
    expect(asked).toEqual({ trace_id: expect.stringMatching(/^[0-9a-f]{32}$/) as string });
  });

  it('says by itself that an input isn’t JSON, and why the server refused a turn', async () => {
    server.use(http.post('*/api/spm/policies/:id/simulate', () => problem(404, 'turn_not_found', 'There is no such turn.')));
    page('simulate');

    await userEvent.type(await screen.findByLabelText('Or an input'), 'not json');
    await userEvent.click(screen.getByRole('button', { name: 'Simulate on this input' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('The input isn’t JSON.');

    await userEvent.type(screen.getByLabelText('Trace id of a turn'), 'abc');
    await userEvent.click(screen.getByRole('button', { name: 'Simulate on this turn' }));
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent('There is no such turn.'));
  });

  it('changes the mode at once, and takes it back when that is refused', async () => {
    server.use(http.post('*/api/spm/policies/:id/promote', () => problem(503, 'policy_unavailable', 'The policy engine does not have it yet.')));
    page('versions');

    const mode = await screen.findByLabelText('Mode');
    await userEvent.selectOptions(mode, 'monitor');

    expect(await screen.findByRole('alert')).toHaveTextContent('The policy engine does not have it yet.');
    await waitFor(() => expect(mode).toHaveValue('enforced'));
  });

  it('runs the tests as they stand, and names each with what it said', async () => {
    page('tests');

    await userEvent.click(await screen.findByRole('button', { name: 'Run the tests' }));

    expect(await screen.findByText('1 passed, 1 failed')).toBeVisible();
    expect(screen.getByText('expected no decision')).toBeVisible();
  });

  it('offers neither tests nor replay where the server knows none', async () => {
    server.use(http.get('*/api/spm/policies/:id', () => HttpResponse.json({ ...policies[0], tests: undefined })));
    page('simulate');

    await screen.findByLabelText('Or an input');
    expect(screen.queryByRole('tab', { name: 'Tests' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Replay' })).toBeNull();
  });

  it('lets an operator read but not change', async () => {
    page('versions', 'spm:operator');

    expect(await screen.findByRole('button', { name: /Version 2/ })).toBeVisible();
    expect(screen.queryByLabelText('Mode')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: /Version 2/ }));
    expect(screen.queryByRole('button', { name: /Restore/ })).toBeNull();
  });
});
