import { infiniteQueryOptions } from '@tanstack/react-query';
import { http } from '@/lib/http';
import { Integration } from './integration';

export const integrationsQuery = infiniteQueryOptions({
  queryKey: ['integrations', 'list'],
  queryFn: ({ signal, pageParam }) => http.page(pageParam, Integration, { signal }),
  initialPageParam: '/api/spm/integrations?limit=100',
  getNextPageParam: (page) => page.next,
});
