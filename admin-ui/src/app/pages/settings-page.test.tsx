import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { problem } from '@/testing/handlers';
import { show } from '@/testing/render';
import { server } from '@/testing/server';
import { SettingsPage } from './settings-page';

const settings = { model: null, memory_mb: 512, category_thresholds: {}, unheard_of: 1 };

describe('the settings page', () => {
  it('sends what was changed, and nothing that was changed back', async () => {
    let sent: unknown = null;
    server.use(
      http.get('*/api/spm/settings', () => HttpResponse.json(settings)),
      http.put('*/api/spm/settings', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json({ ...settings, ...(sent as object) });
      }),
    );
    show(<SettingsPage />);

    await userEvent.type(await screen.findByLabelText('Model'), 'llama3.1:8b');
    await userEvent.type(screen.getByLabelText('Turns at once'), '3');
    await userEvent.clear(screen.getByLabelText('Turns at once'));
    await userEvent.clear(screen.getByLabelText('Memory (MB)'));
    await userEvent.selectOptions(screen.getByLabelText('Add a category'), 'S14');
    expect(screen.getByText('3 changes not saved yet')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Save settings' }));

    await waitFor(() => expect(sent).toEqual({ model: 'llama3.1:8b', memory_mb: null, category_thresholds: { S14: 0.6 } }));
  });

  it('says which field the server refused, and keeps what was typed', async () => {
    server.use(http.put('*/api/spm/settings', () => problem(422, 'invalid_settings', 'x', ['`block_score` must be from 0 to 1.'])));
    show(<SettingsPage />);

    await userEvent.type(await screen.findByLabelText('Block score'), '7');
    await userEvent.click(screen.getByRole('button', { name: 'Save settings' }));

    expect(await screen.findByRole('alert')).toHaveTextContent('`block_score` must be from 0 to 1.');
    expect(screen.getByLabelText('Block score')).toHaveValue('7');
  });

  it('says by itself what is no number', async () => {
    show(<SettingsPage />);

    await userEvent.type(await screen.findByLabelText('Tokens a day'), 'many');
    await userEvent.click(screen.getByRole('button', { name: 'Save settings' }));

    expect(await screen.findByRole('alert')).toHaveTextContent('Tokens a day isn’t a number.');
  });

  it('takes a default policy back when the server refuses it', async () => {
    server.use(http.put('*/api/spm/default-policies', () => problem(503, 'policy_unavailable', 'The policy engine is away.')));
    show(<SettingsPage />);

    const group = await screen.findByRole('group', { name: 'Default policies' });
    await userEvent.click(within(group).getByRole('checkbox', { name: /Watch tool calls/ }));

    expect(await within(group).findByRole('alert')).toHaveTextContent('The policy engine is away.');
    await waitFor(() => expect(within(group).getByRole('checkbox', { name: /Watch tool calls/ })).not.toBeChecked());
  });

  it('lets an operator read but not change', async () => {
    show(<SettingsPage />, { role: 'spm:operator' });

    expect(await screen.findByLabelText('Model')).toBeDisabled();
    expect(screen.queryByRole('combobox', { name: 'Add a category' })).toBeNull();
    expect((await screen.findByRole('group', { name: 'Default policies' })).querySelector('input')).toBeDisabled();
  });
});
