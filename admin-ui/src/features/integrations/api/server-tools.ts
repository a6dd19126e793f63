import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { http, send } from '@/lib/http';
import { listOf } from '@/lib/list-of';
import { integrationPath } from './integration';

/** A tool of a tool server: what its server says of it now, and what somebody approved. */
export const ServerTool = z.object({
  tool: z.string(),
  name: z.string(),
  state: z.string(),
  hash: z.string(),
  manifest: z.record(z.string(), z.unknown()),
  seen_at: z.string().nullish(),
  approved_hash: z.string().nullish(),
  approved_manifest: z.record(z.string(), z.unknown()).nullish(),
  approved_by: z.string().nullish(),
  approved_at: z.string().nullish(),
});
export type ServerTool = z.infer<typeof ServerTool>;

export const serverToolsQuery = (integrationId: string) =>
  queryOptions({
    queryKey: ['integrations', integrationId, 'tools'],
    queryFn: ({ signal }) => http.get(integrationPath(integrationId, '/tools'), listOf(ServerTool), { signal }),
    refetchInterval: 5000,
  });

/** Asks the server anew what its tools are; the answer comes a little later. */
export const refreshTools = (integrationId: string) => send('POST', integrationPath(integrationId, '/tools/refresh'));

/** Approves the tool as it was seen: one that has changed since is refused. */
export const approveTool = (integrationId: string, { tool, hash }: ServerTool) =>
  http.post(integrationPath(integrationId, '/tools/approve'), listOf(ServerTool), { body: { tools: { [tool]: hash } } });

export const revokeTool = (integrationId: string, { tool }: ServerTool) =>
  http.post(integrationPath(integrationId, '/tools/revoke'), listOf(ServerTool), { body: { tools: [tool] } });
