import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import Markdown from './markdown';

it('loads no picture and runs no script that an agent writes', () => {
  const { container } = render(
    <Markdown text={'![x](https://elsewhere.example/p.png) <script>alert(1)</script> [go](javascript:alert(1)) [ok](https://a.example)'} />,
  );

  expect(container.querySelector('img, script')).toBeNull();
  expect(screen.getByText(/\[image: x\]/)).toBeVisible();
  expect(screen.getByText('go')).not.toHaveAttribute('href', expect.stringContaining('javascript'));
  expect(screen.getByRole('link', { name: 'ok' })).toHaveAttribute('rel', expect.stringContaining('noopener'));
});
