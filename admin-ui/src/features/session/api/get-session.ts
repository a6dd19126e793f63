import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { http, carryCsrfToken } from '@/lib/http';
import { Problem } from '@/lib/problem';

export const Session = z.object({
  sub: z.string(),
  tenant_id: z.string(),
  roles: z.array(z.string()),
  csrf_token: z.string().nullish(),
  expires_at: z.string().nullish(),
});
export type Session = z.infer<typeof Session>;

export const sessionKey = ['session'];

export function adopt(session: Session): Session {
  carryCsrfToken(session.csrf_token ?? null);
  return session;
}

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return adopt(await http.get('/api/spm/session', Session, { signal }));
    } catch (refused) {
      if (refused instanceof Problem && refused.status === 401) {
        return null;
      }
      throw refused;
    }
  },
  staleTime: 5 * 60_000,
  retry: false,
});
