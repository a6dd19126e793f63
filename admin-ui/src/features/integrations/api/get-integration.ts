import { queryOptions } from '@tanstack/react-query';
import { http } from '@/lib/http';
import { Integration, integrationPath } from './integration';

export const integrationQuery = (id: string) =>
  queryOptions({
    queryKey: ['integrations', id],
    queryFn: ({ signal }) => http.get(integrationPath(id), Integration, { signal }),
  });
