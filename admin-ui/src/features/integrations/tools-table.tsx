import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ProblemNote } from '@/components/states';
import { Table, Td, Th } from '@/components/table';
import { Tag } from '@/components/tag';
import type { Integration } from './api/integration';
import { integrationsQuery } from './api/list-integrations';
import { serverToolsQuery } from './api/server-tools';

/** The tools that the platform itself brings: docs/policies.md says which of them the base rules allow. */
const own = [
  { name: 'time_now', about: 'Tells the time', allowed: true },
  { name: 'web_fetch', about: 'Searches the web by the tenant’s Tavily integration', allowed: true },
  { name: 'knowledge_search', about: 'Searches the approved documents that are linked to the agent', allowed: true },
];

/** The tools that agents reach through the gateway: the platform's, and the servers that more come from. */
export function ToolsTable({ q }: { q: string }) {
  const { data, error } = useInfiniteQuery(integrationsQuery);
  const fits = (text: string) => text.toLowerCase().includes(q.toLowerCase());
  const servers = (data?.pages.flatMap((page) => page.rows) ?? []).filter((one) => one.connector_type === 'mcp_server');
  return (
    <>
      <Table name="Tools">
        <thead>
          <tr>
            <Th>Tool</Th>
            <Th>What it does</Th>
            <Th>From</Th>
            <Th>Without a policy</Th>
          </tr>
        </thead>
        <tbody>
          {own
            .filter(({ name, about }) => fits(`${name} ${about}`))
            .map(({ name, about, allowed }) => (
              <tr key={name}>
                <Td className="font-mono text-sm font-semibold">{name}</Td>
                <Td className="text-ink-2">{about}</Td>
                <Td>AI-SPM</Td>
                <Td>
                  <Tag tone={allowed ? 'good' : 'stop'}>{allowed ? 'allowed' : 'blocked'}</Tag>
                </Td>
              </tr>
            ))}
          {servers.map((server) => (
            <ServerRows key={server.id} server={server} fits={fits} />
          ))}
        </tbody>
      </Table>
      {error && !data && (
        <div className="p-4">
          <ProblemNote failure={error} />
        </div>
      )}
    </>
  );
}

/** The tools of one server; without an approval no agent calls them. */
function ServerRows({ server, fits }: { server: Integration; fits: (text: string) => boolean }) {
  const { data } = useQuery(serverToolsQuery(server.id));
  return (data ?? [])
    .filter(({ name }) => fits(`${name} ${server.name}`))
    .map(({ tool, name, manifest, state }) => (
      <tr key={tool} className="relative hover:bg-hover">
        <Td className="font-mono text-sm font-semibold">{name}</Td>
        <Td className="text-ink-2">{typeof manifest['description'] === 'string' ? manifest['description'] : '—'}</Td>
        <Td>
          <Link to={`/integrations/${server.id}`} className="after:absolute after:inset-0">
            {server.name}
          </Link>
        </Td>
        <Td>
          <Tag tone={state === 'approved' ? 'good' : 'stop'}>{state === 'approved' ? 'allowed' : `blocked: ${state}`}</Tag>
        </Td>
      </tr>
    ));
}
