import { createContext, useContext } from 'react';
import type { Session } from './api/get-session';
import { may, type Act } from './may';

export const SessionContext = createContext<Session | null>(null);

/** The person at work; there is one on every page but the sign-in. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) {
    throw new Error('useSession needs a signed-in page around it');
  }
  return session;
}

export function useMay(act: Act): boolean {
  return may(useSession(), act);
}
