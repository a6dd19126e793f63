import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { MemoryRouter } from 'react-router';
import { makeQueryClient } from '@/app/query-client';
import { ToastProvider, ToastShelf } from '@/components/toast';
import { SessionContext } from '@/features/session/use-session';

/** Draws a part of the UI as if somebody of a role looked at it. */
export function show(part: ReactElement, { role = 'spm:admin', at = '/' } = {}) {
  const client = makeQueryClient();
  client.setDefaultOptions({ queries: { retry: false } });
  return render(
    <QueryClientProvider client={client}>
      <SessionContext value={{ sub: 'ana', tenant_id: 't1', roles: [role], csrf_token: 'c' }}>
        <ToastProvider>
          <MemoryRouter initialEntries={[at]}>{part}</MemoryRouter>
          <ToastShelf />
        </ToastProvider>
      </SessionContext>
    </QueryClientProvider>,
  );
}
