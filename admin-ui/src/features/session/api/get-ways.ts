import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { http } from '@/lib/http';

/** An issuer of OpenID Connect, and who this page is to it. */
export const Provider = z.object({ issuer: z.string(), client_id: z.string(), scope: z.string() });
export type Provider = z.infer<typeof Provider>;

export const Ways = z.object({ links: z.boolean(), oidc: Provider.nullish() });

/** How people get in here: by links made on the machine, at an issuer, or both. */
export const waysQuery = queryOptions({
  queryKey: ['sign-in-ways'],
  queryFn: ({ signal }) => http.get('/api/spm/sign-in', Ways, { signal }),
  staleTime: Infinity,
});

/** The issuer as people know it. */
export const nameOf = ({ issuer }: Provider) => new URL(issuer).host;
