import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { http } from '@/lib/http';
import { ConnectorType } from './integration';

/** What can be connected, and the fields of each; the choices among integrations change with them. */
export const connectorTypesQuery = queryOptions({
  queryKey: ['integrations', 'connector-types'],
  queryFn: ({ signal }) => http.get('/api/spm/integrations/connector-types', z.array(ConnectorType), { signal }),
});
