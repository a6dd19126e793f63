import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { http } from '@/lib/http';
import { listOf } from '@/lib/list-of';

export const Attachment = z.object({
  policy_id: z.string(),
  attached_at: z.string().nullish(),
  attached_by: z.string().nullish(),
});

const path = (agentId: string) => `/api/spm/agents/${encodeURIComponent(agentId)}/policies`;

export const attachmentsQuery = (agentId: string) =>
  queryOptions({
    queryKey: ['agents', agentId, 'policies'],
    queryFn: ({ signal }) => http.get(path(agentId), listOf(Attachment), { signal }),
  });

export const attachPolicy = (agentId: string, policyId: string) =>
  http.act('POST', `${path(agentId)}/${encodeURIComponent(policyId)}`);

export const detachPolicy = (agentId: string, policyId: string) =>
  http.act('DELETE', `${path(agentId)}/${encodeURIComponent(policyId)}`);
