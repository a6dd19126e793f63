import { QueryClient } from '@tanstack/react-query';
import { sessionKey } from '@/features/session/api/get-session';
import { whenSignedOut } from '@/lib/http';
import { Problem } from '@/lib/problem';

/** Answers are kept for a moment; only what a second try can mend is tried again. */
export function makeQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 1000,
        retry: (failures, problem) => failures < 2 && !(problem instanceof Problem && problem.status < 500),
        retryDelay: (attempt) => 500 * 2 ** attempt,
      },
    },
  });
  whenSignedOut(() => client.setQueryData(sessionKey, null));
  return client;
}
