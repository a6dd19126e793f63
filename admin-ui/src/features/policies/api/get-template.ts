import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { http } from '@/lib/http';

export const Template = z.object({ rego: z.string() });

export const templateQuery = queryOptions({
  queryKey: ['policies', 'template'],
  queryFn: ({ signal }) => http.get('/api/spm/policies/template', Template, { signal }),
  staleTime: Infinity,
});
