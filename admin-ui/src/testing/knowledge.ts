import { http, HttpResponse } from 'msw';
import type { Document } from '@/features/knowledge/api/document';
import { at, uuid } from './data';

const api = '*/api/spm';

export function document(part: Partial<Document> & Pick<Document, 'id' | 'name'>): Document {
  return {
    version: 1,
    sha256: 'c0ffee1bd0a84c7795a3f10d8f6be2a1c4d59e7730ab61f2d8e4c9b7a6051f3e',
    state: 'pending',
    filename: 'handbook.pdf',
    media_type: 'application/pdf',
    size: 412_331,
    characters: 88_120,
    created_by: 'ben',
    created_at: at(5),
    decided_by: null,
    decided_at: null,
    ...part,
  };
}

/** Documents, and which of them each agent is given, for as long as the process lives. */
export function knowledgeHandlers() {
  let documents = [
    document({ id: uuid(601), name: 'Travel policy' }),
    document({ id: uuid(602), name: 'Employee handbook', version: 3, state: 'approved', decided_by: 'local-admin', decided_at: at(2) }),
    document({ id: uuid(603), name: 'Old price list', state: 'revoked', created_by: null, characters: null, size: null }),
  ];
  const linked = new Map<string, string[]>([[uuid(1), [uuid(602)]]]);
  const decide = (id: unknown, state: string) => {
    documents = documents.map((one) => (one.id === id ? { ...one, state, decided_by: 'local-admin', decided_at: at(0) } : one));
    return HttpResponse.json(documents.find((one) => one.id === id));
  };
  const of = (agentId: string) => documents.filter(({ id }) => linked.get(agentId)?.includes(id));
  return [
    http.get(`${api}/knowledge`, ({ request }) => {
      const q = (new URL(request.url).searchParams.get('q') ?? '').toLowerCase();
      return HttpResponse.json(documents.filter(({ name }) => name.toLowerCase().includes(q)));
    }),
    http.get(`${api}/knowledge/:id/text`, () => new HttpResponse('Trips are booked two weeks ahead.\n\nTrains before planes, where the trip takes less than six hours.')),
    http.post(`${api}/knowledge/:id/approve`, ({ params }) => decide(params['id'], 'approved')),
    http.post(`${api}/knowledge/:id/revoke`, ({ params }) => decide(params['id'], 'revoked')),
    http.get(`${api}/agents/:id/knowledge`, ({ params }) => HttpResponse.json(of(String(params['id'])))),
    http.put(`${api}/agents/:id/knowledge`, async ({ params, request }) => {
      linked.set(String(params['id']), ((await request.json()) as { ids: string[] }).ids);
      return HttpResponse.json(of(String(params['id'])));
    }),
  ];
}
