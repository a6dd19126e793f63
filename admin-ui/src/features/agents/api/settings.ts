import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { http } from '@/lib/http';
import { agentPath } from './agent';

/** Settings by name; null is what the level above says. */
export const Settings = z.record(z.string(), z.unknown());
export type Settings = z.infer<typeof Settings>;

export const settingsPath = (agentId: string | null) => (agentId === null ? '/api/spm/settings' : agentPath(agentId, '/settings'));

/** An agent's settings, or the tenant's for no agent. */
export const settingsQuery = (agentId: string | null) =>
  queryOptions({
    queryKey: ['settings', agentId ?? 'tenant'],
    queryFn: ({ signal }) => http.get(settingsPath(agentId), Settings, { signal }),
  });

export const putSettings = (agentId: string | null, changes: Settings) =>
  http.put(settingsPath(agentId), Settings, { body: changes });
