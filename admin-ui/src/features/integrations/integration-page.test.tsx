import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { Route, Routes } from 'react-router';
import { expect, it } from 'vitest';
import { connectorTypes, integrations, uuid } from '@/testing/data';
import { problem } from '@/testing/problem';
import { show } from '@/testing/render';
import { server } from '@/testing/server';
import { IntegrationPage } from './integration-page';

const page = (id: string, role = 'spm:admin') =>
  show(
    <Routes>
      <Route path="/integrations/:id" element={<IntegrationPage />} />
    </Routes>,
    { at: `/integrations/${id}`, role },
  );
const keyed = { ...integrations[1]!, credentials: [{ key: 'api_key', hint: '…x4Qd', configured: true }] };

it('tells how long a test took, and why one failed', async () => {
  page(uuid(102));
  await userEvent.click(await screen.findByRole('button', { name: 'Test' }));
  expect(await screen.findByText('(212 ms)')).toBeVisible();

  server.use(http.post('*/api/spm/integrations/:id/test', () => HttpResponse.json({ ok: false, message: 'The provider refused the key.', latency_ms: 1800 })));
  await userEvent.click(screen.getByRole('button', { name: 'Test' }));
  expect(await screen.findByText(/refused the key/)).toBeVisible();
});

it('rotates a stored credential and never shows it', async () => {
  let sent: unknown = null;
  server.use(
    http.get(`*/api/spm/integrations/${uuid(102)}`, () => HttpResponse.json(keyed)),
    http.post('*/api/spm/integrations/:id/rotate-credentials', async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json(keyed);
    }),
  );
  page(uuid(102));

  await userEvent.click(await screen.findByRole('button', { name: 'Rotate' }));
  expect(screen.getByText('…x4Qd')).toBeVisible();
  await userEvent.type(screen.getByLabelText('New API key'), 'sk-new');
  await userEvent.click(screen.getByRole('button', { name: 'Replace' }));

  await waitFor(() => expect(sent).toEqual({ credentials: { api_key: 'sk-new' } }));
  expect(screen.queryByDisplayValue('sk-new')).toBeNull();
});

it('says which field the server refused', async () => {
  server.use(http.post('*/api/spm/integrations/:id/configure', () => problem(422, 'invalid_integration', 'x', ['`base_url` must not be a private address.'])));
  page(uuid(102));

  await userEvent.click(await screen.findByRole('button', { name: 'Save' }));

  expect(await screen.findByRole('alert')).toHaveTextContent('`base_url` must not be a private address.');
});

it('draws one without vendor, category and times', async () => {
  server.use(http.get(`*/api/spm/integrations/${uuid(9)}`, () => HttpResponse.json({ id: uuid(9), connector_type: connectorTypes[1]!.connector_type, name: 'bare', category: null, vendor: null, status: null, enabled: true })));
  page(uuid(9), 'spm:operator');

  expect(await screen.findByRole('heading', { level: 1, name: 'bare' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
});
