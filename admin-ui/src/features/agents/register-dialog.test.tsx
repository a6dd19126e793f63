import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { Problem } from '@/lib/problem';
import { agent, uuid } from '@/testing/data';
import { show } from '@/testing/render';
import { registerAgent } from './api/register-agent';
import { RegisterAgentButton } from './register-dialog';

// jsdom's FormData can't be sent by Node's fetch; the browser test sends the real one.
vi.mock('./api/register-agent');

async function filled(content: string) {
  await userEvent.click(screen.getByRole('button', { name: 'Register agent' }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.upload(within(dialog).getByLabelText('Code'), new File([content], 'my agent.py'));
  return dialog;
}

it('takes the name from the file and closes when the upload is accepted', async () => {
  const made = agent({ id: uuid(80), name: 'my agent' });
  vi.mocked(registerAgent).mockResolvedValue({ ...made, warnings: ['It could not be imported.'] });
  const registered = vi.fn();
  show(<RegisterAgentButton onRegistered={registered} />);

  const dialog = await filled('async def main(): pass');
  expect(within(dialog).getByLabelText('Name')).toHaveValue('my agent');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Register' }));

  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(registerAgent).toHaveBeenCalledWith(expect.objectContaining({ name: 'my agent', type: 'custom', deploy: true }));
  expect(registered).toHaveBeenCalledWith(expect.objectContaining({ id: made.id }));
  expect(screen.getByRole('alert')).toHaveTextContent('It could not be imported.');
});

it('lists every sentence of a refusal in the dialog', async () => {
  vi.mocked(registerAgent).mockRejectedValue(
    new Problem(422, 'invalid_agent', 'x', ['Syntax error in line 3: oops', 'No top-level `async def main`']),
  );
  show(<RegisterAgentButton onRegistered={() => {}} />);

  const dialog = await filled('x');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Register' }));

  const alert = await within(dialog).findByRole('alert');
  expect(within(alert).getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    'Syntax error in line 3: oops',
    'No top-level `async def main`',
  ]);
});

it('closes by Escape', async () => {
  show(<RegisterAgentButton onRegistered={() => {}} />);

  await filled('x');
  await userEvent.keyboard('{Escape}');

  expect(screen.queryByRole('dialog')).toBeNull();
});

it('shows the line of code that a refusal names', async () => {
  vi.mocked(registerAgent).mockRejectedValue(new Problem(422, 'invalid_agent', 'Syntax error in line 2: oops', ['Syntax error in line 2: oops']));
  show(<RegisterAgentButton onRegistered={() => {}} />);

  const dialog = await filled('import aispm\nasync def main(:\n  pass\n');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Register' }));

  expect(await within(dialog).findByLabelText('Line 2 of my agent.py')).toHaveTextContent('async def main(:');
});
