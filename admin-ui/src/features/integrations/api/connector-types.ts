import { queryOptions } from '@tanstack/react-query';
import { http } from '@/lib/http';
import { listOf } from '@/lib/list-of';
import { ConnectorType } from './integration';

/** What can be connected, and the fields of each; the choices among integrations change with them. */
export const connectorTypesQuery = queryOptions({
  queryKey: ['integrations', 'connector-types'],
  queryFn: ({ signal }) => http.get('/api/spm/integrations/connector-types', listOf(ConnectorType), { signal }),
});
