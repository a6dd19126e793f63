import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { http, send } from '@/lib/http';
import { agentPath } from './agent';

export const Revision = z.object({
  revision: z.number(),
  code_sha256: z.string(),
  filename: z.string().nullish(),
  size: z.number().nullish(),
  created_at: z.string().nullish(),
  created_by: z.string().nullish(),
});

export const revisionsQuery = (agentId: string) =>
  queryOptions({
    queryKey: ['agents', agentId, 'revisions'],
    queryFn: async ({ signal }) => (await http.page(agentPath(agentId, '/revisions'), Revision, { signal })).rows,
  });

export const codePath = (agentId: string, revision: number) => agentPath(agentId, `/revisions/${revision}/code`);

/** Uploads new code; what runs goes on with the old one until its next start. */
export async function putCode(agentId: string, code: File, requirements: File | null): Promise<void> {
  const form = new FormData();
  form.set('code', code);
  if (requirements) {
    form.set('requirements', requirements);
  }
  await send('PUT', agentPath(agentId, '/code'), { body: form });
}
