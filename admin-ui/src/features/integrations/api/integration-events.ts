import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { http } from '@/lib/http';
import { integrationPath } from './integration';

export const IntegrationEvent = z.object({
  id: z.string(),
  ts: z.string().nullish(),
  kind: z.string(),
  ok: z.boolean().nullish(),
  message: z.string().nullish(),
  user_id: z.string().nullish(),
});

/** What was done with an integration, newest first. */
export const integrationEventsQuery = (id: string) =>
  queryOptions({
    queryKey: ['integrations', id, 'activity'],
    queryFn: async ({ signal }) => (await http.page(integrationPath(id, '/activity?limit=20'), IntegrationEvent, { signal })).rows,
  });
