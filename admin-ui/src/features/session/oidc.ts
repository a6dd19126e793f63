import { ErrorResponse, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { Problem } from '@/lib/problem';
import type { Session } from './api/get-session';
import { nameOf, type Provider } from './api/get-ways';
import { tradeToken } from './api/open-session';

/** A session opened at the issuer, and the page that the person was on their way to. */
export interface Arrival {
  session: Session;
  to: string;
}

const completed = new Map<string, Promise<Arrival>>();

/**
 * The code flow with PKCE, as a public client. What the issuer gave stays in this tab's storage and ends with it; the
 * API is asked with the session's cookie only.
 */
function managerFor({ issuer, client_id, scope }: Provider): UserManager {
  const store = new WebStorageStateStore({ store: window.sessionStorage });
  const page = `${window.location.origin}/ui/sign-in`;
  return new UserManager({
    authority: issuer,
    client_id,
    scope,
    redirect_uri: page,
    post_logout_redirect_uri: page,
    userStore: store,
    stateStore: store,
    automaticSilentRenew: false,
  });
}

/** Leaves for the issuer, to come back to the page `to`. With `anew` the issuer asks who it is even if it knows. */
export async function leaveToSignIn(provider: Provider, to: string, anew: boolean): Promise<void> {
  try {
    await managerFor(provider).signinRedirect({ state: { to }, ...(anew ? { prompt: 'login' } : {}) });
  } catch (failed) {
    throw problemOf(failed, provider);
  }
}

/** Completes the sign-in that the issuer answered at this address; once, however often a page asks. */
export function arrive(provider: Provider, address: string): Promise<Arrival> {
  const running = completed.get(address) ?? complete(provider, address);
  completed.set(address, running);
  return running;
}

async function complete(provider: Provider, address: string): Promise<Arrival> {
  const manager = managerFor(provider);
  try {
    const user = await manager.signinRedirectCallback(address);
    return { session: await tradeToken(user.access_token), to: destination(user.state) };
  } catch (failed) {
    await manager.removeUser();
    throw problemOf(failed, provider);
  }
}

/** Lets the session go on with a new token; null where this tab has nothing to get one with. */
export async function renew(provider: Provider): Promise<Session | null> {
  const manager = managerFor(provider);
  const user = await manager.getUser();
  if (!user?.refresh_token) {
    return null;
  }
  try {
    const renewed = await manager.signinSilent();
    return renewed && (await tradeToken(renewed.access_token));
  } catch (failed) {
    throw problemOf(failed, provider);
  }
}

/** Ends the issuer's session too, where it offers that; the browser then leaves for it. */
export async function signOutThere(provider: Provider): Promise<void> {
  const manager = managerFor(provider);
  const offered = await manager.metadataService.getEndSessionEndpoint().catch(() => undefined);
  if (offered) {
    await manager.signoutRedirect();
    return;
  }
  await manager.removeUser();
}

function destination(state: unknown): string {
  const to = (state as { to?: unknown } | undefined)?.to;
  return typeof to === 'string' && /^\/(?!\/)/.test(to) ? to : '/';
}

function problemOf(failed: unknown, provider: Provider): Problem {
  const name = nameOf(provider);
  if (failed instanceof Problem) {
    return failed;
  }
  if (failed instanceof ErrorResponse) {
    const said = failed.error_description ?? failed.error ?? 'no reason given';
    return new Problem(400, failed.error ?? 'sign_in_refused', `${name} did not sign you in: ${said}`);
  }
  if (failed instanceof Error && /^No (matching )?state/.test(failed.message)) {
    return new Problem(400, 'sign_in_lost', 'This sign-in was begun in another tab, or long ago. Start it again.');
  }
  return new Problem(0, 'issuer_unreachable', `${name} can’t be reached, so nobody can be signed in.`);
}
