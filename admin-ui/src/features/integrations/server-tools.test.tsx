import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import { problem } from '@/testing/problem';
import { show } from '@/testing/render';
import { server } from '@/testing/server';
import { ServerTools } from './server-tools';

const tool = (name: string, state: string) => ({ tool: name, name: `crm__${name}`, state, hash: `hash-${name}`, manifest: { description: `Does ${name}` } });
const row = async (name: string) => within((await screen.findByText(`crm__${name}`)).closest('li')!);

it('approves a tool by the hash of what was seen', async () => {
  let sent: unknown = null;
  server.use(
    http.get('*/api/spm/integrations/:id/tools', () => HttpResponse.json([tool('find', 'pending'), tool('drop', 'changed')])),
    http.post('*/api/spm/integrations/:id/tools/approve', async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json([tool('find', 'approved'), tool('drop', 'changed')]);
    }),
  );
  show(<ServerTools integrationId="i" />);

  await userEvent.click((await row('find')).getByRole('button', { name: 'Approve' }));

  expect(await (await row('find')).findByText('approved')).toBeVisible();
  expect(sent).toEqual({ tools: { find: 'hash-find' } });
});

it('says why a tool can not be approved, and draws states it has never heard of', async () => {
  server.use(
    http.get('*/api/spm/integrations/:id/tools', () => HttpResponse.json([tool('find', 'pending'), tool('odd', 'molten')])),
    http.post('*/api/spm/integrations/:id/tools/approve', () => problem(409, 'tool_changed', 'The tool has changed since.')),
  );
  show(<ServerTools integrationId="i" />);

  await userEvent.click((await row('find')).getByRole('button', { name: 'Approve' }));

  expect(await screen.findByRole('alert')).toHaveTextContent('The tool has changed since.');
  expect((await row('odd')).getByText('molten')).toBeVisible();
});

it('offers an auditor no decision', async () => {
  server.use(http.get('*/api/spm/integrations/:id/tools', () => HttpResponse.json([tool('find', 'pending')])));
  show(<ServerTools integrationId="i" />, { role: 'spm:auditor' });

  expect((await row('find')).queryByRole('button', { name: 'Approve' })).toBeNull();
});
