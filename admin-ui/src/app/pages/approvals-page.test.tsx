import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { uuid } from '@/testing/data';
import { approval } from '@/testing/governance';
import { problem } from '@/testing/handlers';
import { show } from '@/testing/render';
import { server } from '@/testing/server';
import { ApprovalsPage } from './approvals-page';

const waiting = approval({ id: uuid(901), subject: 'create_ticket({"title":"Refund"})', requested_by: 'ben' });
const list = (...rows: unknown[]) => server.use(http.get('*/api/spm/approvals', () => HttpResponse.json(rows)));

async function open(role?: string) {
  show(<ApprovalsPage />, role ? { role } : {});
  await userEvent.click(await screen.findByRole('button', { name: /create_ticket/ }));
  return screen.findByRole('region', { name: 'Approval' });
}

describe('the approvals page', () => {
  it('draws a row of an unknown kind with nothing told of it, and passes over null rows', async () => {
    list(null, approval({ id: uuid(902), kind: 'tea', agent_id: null, subject: null, reason: null, policy_id: null, requested_by: null, expires_at: null, state: 'steeping' }));

    show(<ApprovalsPage />);

    const row = await screen.findByRole('row', { name: /tea/ });
    expect(within(row).getByText('steeping')).toBeVisible();
    expect(within(row).getByText('No reason given')).toBeVisible();
  });

  it('sends the scope, the time and the comment that were chosen', async () => {
    list(waiting);
    let sent: unknown = null;
    server.use(
      http.post('*/api/spm/approvals/:id/approve', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json({ ...waiting, state: 'approved' });
      }),
    );

    const detail = await open();
    await userEvent.click(within(detail).getByRole('radio', { name: 'This agent' }));
    await userEvent.selectOptions(within(detail).getByLabelText('Lasts'), '1h');
    await userEvent.type(within(detail).getByLabelText('Comment'), 'Seen it.');
    await userEvent.click(within(detail).getByRole('button', { name: 'Approve' }));

    await waitFor(() => expect(sent).toEqual({ scope: 'agent', expires_in: '1h', comment: 'Seen it.' }));
    expect(await screen.findByRole('status')).toHaveTextContent('Approved');
  });

  it('shows why a decision was refused and keeps what was typed', async () => {
    list(waiting);
    server.use(http.post('*/api/spm/approvals/:id/deny', () => problem(409, 'approval_closed', 'It was decided already.')));

    const detail = await open();
    await userEvent.type(within(detail).getByLabelText('Comment'), 'No.');
    await userEvent.click(within(detail).getByRole('button', { name: 'Deny' }));

    expect(await within(detail).findByRole('alert')).toHaveTextContent('It was decided already.');
    expect(within(detail).getByLabelText('Comment')).toHaveValue('No.');
  });

  it('never offers to decide one’s own call', async () => {
    list({ ...waiting, requested_by: 'ana' });

    const detail = await open();

    expect(within(detail).getByText(/somebody else has to decide/)).toBeVisible();
    expect(within(detail).queryByRole('button', { name: 'Approve' })).toBeNull();
  });

  it('lets an auditor read but not decide', async () => {
    list(waiting);

    const detail = await open('spm:auditor');

    expect(within(detail).queryByRole('button', { name: 'Deny' })).toBeNull();
  });

  it('offers nothing for a call that ran out while it was looked at', async () => {
    list({ ...waiting, expires_at: new Date(Date.now() - 1000).toISOString() });

    const detail = await open();

    expect(within(detail).getByText(/Nobody decided in time/)).toBeVisible();
    expect(within(detail).queryByRole('button', { name: 'Approve' })).toBeNull();
  });

  it('says so when nothing waits, and when the list fails', async () => {
    list();
    const { unmount } = show(<ApprovalsPage />);
    expect(await screen.findByText('Nothing waits for a decision')).toBeVisible();
    unmount();

    server.use(http.get('*/api/spm/approvals', () => problem(503, 'unavailable', 'The database is away.')));
    show(<ApprovalsPage />);
    expect(await screen.findByRole('alert')).toHaveTextContent('The database is away.');
  });
});
