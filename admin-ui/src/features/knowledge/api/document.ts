import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { http, send, withQuery } from '@/lib/http';
import { listOf } from '@/lib/list-of';

/** A document that agents may be given to search. */
export const Document = z.object({
  id: z.string(),
  name: z.string(),
  version: z.number().nullish(),
  sha256: z.string().nullish(),
  state: z.string(),
  filename: z.string().nullish(),
  media_type: z.string().nullish(),
  size: z.number().nullish(),
  characters: z.number().nullish(),
  created_by: z.string().nullish(),
  created_at: z.string().nullish(),
  decided_by: z.string().nullish(),
  decided_at: z.string().nullish(),
});
export type Document = z.infer<typeof Document>;

const path = (id: string, rest = '') => `/api/spm/knowledge/${encodeURIComponent(id)}${rest}`;

export const documentsQuery = (q = '') =>
  infiniteQueryOptions({
    queryKey: ['knowledge', 'list', q],
    queryFn: ({ signal, pageParam }) => http.page(pageParam, Document, { signal }),
    initialPageParam: withQuery('/api/spm/knowledge', { limit: 100, q }),
    getNextPageParam: (page) => page.next,
  });

/** What was read out of the file: what agents would find. */
export const documentTextQuery = (id: string) =>
  queryOptions({
    queryKey: ['knowledge', id, 'text'],
    queryFn: async ({ signal }) => (await send('GET', path(id, '/text'), { signal })).text(),
  });

export function uploadDocument(name: string, file: File): Promise<Document> {
  const form = new FormData();
  form.set('name', name);
  form.set('file', file);
  return http.post('/api/spm/knowledge', Document, { body: form });
}

export const approveDocument = (id: string) => http.post(path(id, '/approve'), Document);
export const revokeDocument = (id: string) => http.post(path(id, '/revoke'), Document);
export const deleteDocument = (id: string) => http.act('DELETE', path(id));

const agentPath = (agentId: string) => `/api/spm/agents/${encodeURIComponent(agentId)}/knowledge`;

/** The documents that an agent is given. */
export const agentDocumentsQuery = (agentId: string) =>
  queryOptions({
    queryKey: ['agents', agentId, 'knowledge'],
    queryFn: ({ signal }) => http.get(agentPath(agentId), listOf(Document), { signal }),
  });

export const putAgentDocuments = (agentId: string, ids: string[]) => http.put(agentPath(agentId), listOf(Document), { body: { ids } });
