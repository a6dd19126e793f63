import { z } from 'zod';
import { http } from '@/lib/http';
import { Integration, integrationPath } from './integration';

export type Fields = Record<string, unknown>;

export interface NewIntegration {
  connector_type: string;
  name: string;
  config: Fields;
  credentials: Fields;
}

export const createIntegration = (wanted: NewIntegration) => http.post('/api/spm/integrations', Integration, { body: wanted });

export const configureIntegration = (id: string, fields: Fields) =>
  http.post(integrationPath(id, '/configure'), Integration, { body: { fields } });

export const renameIntegration = (id: string, name: string) => http.patch(integrationPath(id), Integration, { body: { name } });

export const switchIntegration = (id: string, on: boolean) => http.act('POST', integrationPath(id, on ? '/enable' : '/disable'));

export const rotateCredentials = (id: string, credentials: Fields) =>
  http.post(integrationPath(id, '/rotate-credentials'), Integration, { body: { credentials } });

export const deleteIntegration = (id: string) => http.act('DELETE', integrationPath(id));

export const Trial = z.object({ ok: z.boolean(), message: z.string().nullish(), latency_ms: z.number().nullish() });

export const testIntegration = (id: string) => http.post(integrationPath(id, '/test'), Trial);
