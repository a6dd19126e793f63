import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { asProblem } from '@/lib/problem';
import { sessionKey, type Session } from './api/get-session';
import { waysQuery } from './api/get-ways';

const SOONEST_MS = 5_000;

/**
 * Gets a new token from the issuer when three quarters of the session have passed, so that a person at work isn't sent
 * away. What the issuer refuses ends with the session; while it is away it is asked again.
 */
export function useRenewal({ expires_at }: Session): void {
  const client = useQueryClient();
  const provider = useQuery(waysQuery).data?.oidc;
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (!provider || !expires_at) {
      return;
    }
    const left = Date.parse(expires_at) - Date.now();
    if (attempt > 0 && left <= 0) {
      return;
    }
    let gone = false;
    const timer = setTimeout(
      () => {
        void import('./oidc')
          .then(({ renew }) => renew(provider))
          .then((session) => {
            if (session && !gone) {
              client.setQueryData(sessionKey, session);
            }
          })
          .catch((failed: unknown) => {
            if (!gone && asProblem(failed).status === 0) {
              setAttempt((before) => before + 1);
            }
          });
      },
      Math.max(SOONEST_MS, attempt === 0 ? left * 0.75 : 0),
    );
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [provider, expires_at, attempt, client]);
}
