import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { http } from '@/lib/http';
import { listOf } from '@/lib/list-of';
import { agentPath } from './agent';

export const SecretName = z.object({ name: z.string(), updated_at: z.string().nullish(), updated_by: z.string().nullish() });

export const secretsQuery = (agentId: string) =>
  queryOptions({
    queryKey: ['agents', agentId, 'secrets'],
    queryFn: ({ signal }) => http.get(agentPath(agentId, '/secrets'), listOf(SecretName), { signal }),
  });

export const putSecret = (agentId: string, name: string, value: string) =>
  http.act('PUT', agentPath(agentId, `/secrets/${encodeURIComponent(name)}`), { value });

export const deleteSecret = (agentId: string, name: string) =>
  http.act('DELETE', agentPath(agentId, `/secrets/${encodeURIComponent(name)}`));
