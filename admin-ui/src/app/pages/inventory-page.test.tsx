import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { uuid } from '@/testing/data';
import { document } from '@/testing/knowledge';
import { problem } from '@/testing/handlers';
import { show } from '@/testing/render';
import { server } from '@/testing/server';
import { InventoryPage } from './inventory-page';

describe('the inventory', () => {
  it('lists agents by what they are, and models with who serves them', async () => {
    show(<InventoryPage />);

    expect(await screen.findByRole('row', { name: /ticket-triage.*custom/ })).toBeVisible();
    await userEvent.click(screen.getByRole('tab', { name: 'Models' }));
    const model = await screen.findByRole('row', { name: /smollm2-135m-instruct/ });
    expect(within(model).getByText('default')).toBeVisible();
    await userEvent.click(screen.getByRole('tab', { name: 'Tools' }));
    expect(screen.getByRole('row', { name: /web_fetch/ })).toBeVisible();
  });

  it('draws a document with nothing told of it and of an unheard-of state', async () => {
    server.use(http.get('*/api/spm/knowledge', () => HttpResponse.json([null, { id: uuid(9), name: 'bare', state: 'composted' }])));
    show(<InventoryPage />, { at: '/?tab=documents' });

    expect(await screen.findByRole('row', { name: /bare.*composted/ })).toBeVisible();
  });

  it('shows a document’s text before an admin approves it', async () => {
    show(<InventoryPage />, { at: '/?tab=documents' });

    await userEvent.click(await screen.findByRole('button', { name: 'Travel policy' }));
    const panel = await screen.findByRole('region', { name: 'Document' });
    expect(await within(panel).findByText(/Trains before planes/)).toBeVisible();
    await userEvent.click(within(panel).getByRole('button', { name: 'Approve' }));

    expect(await within(panel).findByText('approved')).toBeVisible();
  });

  it('keeps what it has of each list when a later look at one of them fails', async () => {
    show(<InventoryPage />, { at: '/?tab=models' });
    await screen.findByRole('row', { name: /smollm2-135m-instruct/ });
    const asked = vi.fn();
    server.use(http.get('*/api/spm/integrations', () => (asked(), problem(503, 'unavailable', 'The database is away.'))));

    await userEvent.click(screen.getByRole('tab', { name: 'Tools' }));
    await screen.findByRole('row', { name: /web_fetch/ });
    await new Promise((later) => setTimeout(later, 1100));
    await userEvent.click(screen.getByRole('tab', { name: 'Models' }));
    await waitFor(() => expect(asked).toHaveBeenCalled());

    expect(screen.getByRole('row', { name: /smollm2-135m-instruct/ })).toBeVisible();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('lets an operator add documents but not decide about them', async () => {
    server.use(http.get('*/api/spm/knowledge', () => HttpResponse.json([document({ id: uuid(601), name: 'Travel policy' })])));
    show(<InventoryPage />, { at: '/?tab=documents', role: 'spm:operator' });

    await userEvent.click(await screen.findByRole('button', { name: 'Travel policy' }));
    expect(screen.getByRole('button', { name: 'Add document' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
  });

  it('says why the documents can not be listed', async () => {
    server.use(http.get('*/api/spm/knowledge', () => problem(503, 'unavailable', 'The database is away.')));
    show(<InventoryPage />, { at: '/?tab=documents' });

    expect(await screen.findByRole('alert')).toHaveTextContent('The database is away.');
  });
});
