import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import type { ReactElement } from 'react';
import { describe, expect, it } from 'vitest';
import { CodeCard } from '@/features/agents/code-card';
import { LogsView } from '@/features/agents/logs-view';
import { SecretsCard } from '@/features/agents/secrets-card';
import { SessionsTable } from '@/features/chat/sessions-table';
import { IntegrationEvents } from '@/features/integrations/integration-events';
import { IntegrationsPage } from '@/features/integrations/integrations-page';
import { ServerTools } from '@/features/integrations/server-tools';
import { LinkedDocuments } from '@/features/knowledge/linked-documents';
import { ActivityTable } from '@/features/lineage/activity-table';
import { DefaultPolicies } from '@/features/policies/default-policies';
import { LinkedPolicies } from '@/features/policies/linked-policies';
import { PoliciesPage } from '@/features/policies/policies-page';
import { VersionsView } from '@/features/policies/versions-view';
import { policies, uuid } from '@/testing/data';
import { show } from '@/testing/render';
import { server } from '@/testing/server';
import { AgentsPage } from './agents-page';
import { ApprovalsPage } from './approvals-page';
import { InventoryPage } from './inventory-page';
import { OverviewPage } from './overview-page';

const id = uuid(71);
const agent = { id, name: 'bare', version: '1', agent_type: 'never_heard_of', runtime_state: 'odd', owner: null, risk: 'unheard of', runtime: null, provider: null };
const integration = { id, connector_type: 'never_heard_of', name: 'bare', category: null, vendor: null, status: 'odd', enabled: true, config: null, credentials: null };
const policy = { id: 'bare', name: 'bare', type: 'never_heard_of', mode: 'odd', version: 1, rego: '', params: null, owner: null, attached_agents: null };
const sums = { turns: 0, refused: 0, tool_calls: 0, tool_failures: 0, llm_calls: 0, llm_failures: 0, crashes: 0, prompt_tokens: 0, completion_tokens: 0, cost_usd: 0 };
const hour = '2026-04-25T10:00:00.000Z';

interface List {
  name: string;
  path: string;
  /** The rows, or what they are told within. */
  answer: (rows: unknown[]) => unknown;
  row: unknown;
  page: ReactElement;
  at?: string;
  shows: RegExp;
}

const plain = (rows: unknown[]) => rows;

const lists: List[] = [
  { name: 'agents', path: 'agents', answer: plain, row: agent, page: <AgentsPage />, shows: /bare/ },
  { name: 'the inventory’s agents', path: 'agents', answer: plain, row: agent, page: <InventoryPage />, shows: /bare/ },
  { name: 'the inventory’s models', path: 'integrations', answer: plain, row: { ...integration, connector_type: 'openai', config: { model: 'bare-model' } }, page: <InventoryPage />, at: '/?tab=models', shows: /bare-model/ },
  { name: 'the inventory’s tools', path: 'integrations', answer: plain, row: { ...integration, connector_type: 'mcp_server' }, page: <InventoryPage />, at: '/?tab=tools', shows: /bare|web_fetch/ },
  { name: 'documents', path: 'knowledge', answer: plain, row: { id, name: 'bare', state: 'composted', created_by: null }, page: <InventoryPage />, at: '/?tab=documents', shows: /bare/ },
  { name: 'an agent’s documents', path: 'knowledge', answer: plain, row: { id, name: 'bare', state: 'approved', created_by: null }, page: <LinkedDocuments agentId={id} />, shows: /bare/ },
  { name: 'policies', path: 'policies', answer: plain, row: policy, page: <PoliciesPage />, shows: /bare/ },
  { name: 'policies to link', path: 'policies', answer: plain, row: policy, page: <LinkedPolicies agentId={id} />, shows: /bare/ },
  { name: 'linked policies', path: 'agents/:id/policies', answer: plain, row: { policy_id: 'gone', attached_at: null, attached_by: null }, page: <LinkedPolicies agentId={id} />, shows: /No salaries/i },
  { name: 'default policies', path: 'policies', answer: plain, row: policy, page: <DefaultPolicies readOnly={false} />, shows: /bare/ },
  { name: 'versions', path: 'policies/:id/versions', answer: plain, row: { version: 7, rego: '', created_at: null, created_by: null }, page: <VersionsView policy={policies[0]!} mayWrite />, shows: /Version 7/ },
  { name: 'integrations', path: 'integrations', answer: plain, row: integration, page: <IntegrationsPage />, shows: /bare/ },
  { name: 'an integration’s events', path: 'integrations/:id/activity', answer: plain, row: { id, ts: null, kind: 'tea_made', ok: null, message: null, user_id: null }, page: <IntegrationEvents id={id} />, shows: /tea.made/i },
  { name: 'a server’s tools', path: 'integrations/:id/tools', answer: plain, row: { tool: 'bare', name: 'bare', state: 'odd', hash: 'h', manifest: {}, approved_by: null }, page: <ServerTools integrationId={id} />, shows: /bare/ },
  { name: 'approvals', path: 'approvals', answer: plain, row: { id, agent_id: null, kind: 'tea_made', state: 'odd', subject: null, reason: null }, page: <ApprovalsPage />, shows: /tea.made/i },
  { name: 'activity', path: 'agents/:id/activity', answer: plain, row: { id, ts: hour, kind: 'tea_made', owner: null, category: null }, page: <ActivityTable agentId={id} onTurn={() => {}} />, shows: /tea.made/i },
  { name: 'sessions', path: 'agents/:id/sessions', answer: plain, row: { id, user_id: null, started_at: null, message_count: null }, page: <SessionsTable agentId={id} onOpen={() => {}} />, shows: new RegExp(id.slice(0, 8)) },
  { name: 'secrets', path: 'agents/:id/secrets', answer: plain, row: { name: 'BARE', updated_at: null, updated_by: null }, page: <SecretsCard agentId={id} />, shows: /BARE/ },
  { name: 'revisions', path: 'agents/:id/revisions', answer: plain, row: { revision: 7, code_sha256: 'abc', filename: null, size: null, created_at: null, created_by: null }, page: <CodeCard agentId={id} />, shows: /7/ },
  { name: 'logs', path: 'agents/:id/logs', answer: (rows) => ({ lines: rows }), row: { ts: null, stream: 'tea', text: 'the kettle boils' }, page: <LogsView agentId={id} />, shows: /the kettle boils/ },
  {
    name: 'what failed last',
    path: 'activity/summary',
    answer: (rows) => ({ from: hour, to: hour, bucket_s: 60, totals: sums, buckets: [], agents: [null], failures: rows }),
    row: { id, ts: null, kind: 'tea_made', agent_id: null, trace_id: null, what: null, error: null },
    page: <OverviewPage />,
    shows: /tea.made/i,
  },
];

describe('every list', () => {
  it.each(lists)('draws $name with nulls and of an unknown kind, and passes over null rows', async ({ path, answer, row, page, at, shows }) => {
    server.use(http.get(`*/api/spm/${path}`, () => HttpResponse.json(answer([null, row, null]) as object)));
    show(page, at === undefined ? {} : { at });

    expect((await screen.findAllByText(shows))[0]).toBeInTheDocument();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
