import { createBrowserRouter, Navigate } from 'react-router';
import { SignInPage } from '@/features/session/sign-in-page';
import { useMay } from '@/features/session/use-session';
import { BrokenPage } from './pages/broken-page';
import { MissingPage } from './pages/missing-page';
import { Shell } from './shell';

function Home() {
  return <Navigate to={useMay('agents.inspect') ? '/overview' : '/agents'} replace />;
}

export const router = createBrowserRouter(
  [
    { path: '/sign-in', element: <SignInPage /> },
    {
      path: '/',
      element: <Shell />,
      children: [
        {
          errorElement: <BrokenPage />,
          hydrateFallbackElement: <></>,
          children: [
            { index: true, element: <Home /> },
            { path: 'overview', lazy: async () => ({ Component: (await import('./pages/overview-page')).OverviewPage }) },
            { path: 'agents', lazy: async () => ({ Component: (await import('./pages/agents-page')).AgentsPage }) },
            { path: 'agents/:id', lazy: async () => ({ Component: (await import('./pages/agent-page')).AgentPage }) },
            {
              path: 'policies',
              lazy: async () => ({ Component: (await import('@/features/policies/policies-page')).PoliciesPage }),
            },
            {
              path: 'policies/:id',
              lazy: async () => ({ Component: (await import('./pages/policy-page')).PolicyPage }),
            },
            {
              path: 'integrations',
              lazy: async () => ({
                Component: (await import('@/features/integrations/integrations-page')).IntegrationsPage,
              }),
            },
            {
              path: 'integrations/:id',
              lazy: async () => ({
                Component: (await import('@/features/integrations/integration-page')).IntegrationPage,
              }),
            },
            { path: 'approvals', lazy: async () => ({ Component: (await import('./pages/approvals-page')).ApprovalsPage }) },
            { path: 'inventory', lazy: async () => ({ Component: (await import('./pages/inventory-page')).InventoryPage }) },
            { path: 'settings', lazy: async () => ({ Component: (await import('./pages/settings-page')).SettingsPage }) },
            { path: '*', element: <MissingPage /> },
          ],
        },
      ],
    },
  ],
  { basename: '/ui' },
);
