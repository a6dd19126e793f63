import { http } from '@/lib/http';
import { adopt, Session } from './get-session';

const tried = new Map<string, Promise<Session>>();

/** Trades a one-time code for a session; a code is sent once, however often a page asks. */
export function openSession(code: string): Promise<Session> {
  const running = tried.get(code);
  if (running) {
    return running;
  }
  const asked = http.post('/api/spm/session', Session, { body: { code } }).then(adopt);
  tried.set(code, asked);
  return asked;
}

/** Trades a token of the issuer for a session that lasts as long, or lets the person's own go on. */
export async function tradeToken(token: string): Promise<Session> {
  return adopt(await http.post('/api/spm/session', Session, { body: { token } }));
}
