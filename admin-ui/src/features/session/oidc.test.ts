import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '@/lib/problem';
import { server } from '@/testing/server';
import { arrive, renew } from './oidc';

const provider = { issuer: 'https://issuer.test/realm', client_id: 'aispm-ui', scope: 'openid' };
const kept = `oidc.user:${provider.issuer}:${provider.client_id}`;
const traded: unknown[] = [];

function signedIn(refresh_token?: string) {
  const user = { access_token: 'old', token_type: 'Bearer', profile: { sub: 'ada', iss: provider.issuer }, expires_at: 1, refresh_token };
  sessionStorage.setItem(kept, JSON.stringify(user));
}

function issuer(token: () => Response) {
  server.use(
    http.get(`${provider.issuer}/.well-known/openid-configuration`, () =>
      HttpResponse.json({ issuer: provider.issuer, token_endpoint: `${provider.issuer}/token`, authorization_endpoint: `${provider.issuer}/auth` }),
    ),
    http.post(`${provider.issuer}/token`, token),
  );
}

beforeEach(() => {
  sessionStorage.clear();
  traded.length = 0;
  server.use(
    http.post('*/api/spm/session', async ({ request }) => {
      traded.push(await request.json());
      return HttpResponse.json({ sub: 'ada', tenant_id: 't1', roles: ['spm:admin'], csrf_token: 'c', expires_at: '2026-04-25T10:00:00.000Z' });
    }),
  );
});

describe('renewing at an issuer', () => {
  it('trades the new token, and keeps what the next one is got with', async () => {
    signedIn('first');
    issuer(() => HttpResponse.json({ access_token: 'new', token_type: 'Bearer', expires_in: 60, refresh_token: 'second' }));

    const session = await renew(provider);

    expect(session?.expires_at).toBe('2026-04-25T10:00:00.000Z');
    expect(traded).toEqual([{ token: 'new' }]);
    expect(sessionStorage.getItem(kept)).toContain('second');
  });

  it('has nothing to do in a tab that got nothing to renew with', async () => {
    expect(await renew(provider)).toBeNull();
    signedIn();
    expect(await renew(provider)).toBeNull();
    expect(traded).toEqual([]);
  });

  it('tells a refusal from an issuer that is away', async () => {
    signedIn('first');
    issuer(() => HttpResponse.json({ error: 'invalid_grant', error_description: 'Session not active' }, { status: 400 }));
    await expect(renew(provider)).rejects.toMatchObject({ status: 400, detail: 'issuer.test did not sign you in: Session not active' });

    issuer(() => HttpResponse.error());
    await expect(renew(provider)).rejects.toMatchObject({ status: 0, code: 'issuer_unreachable' });
  });
});

it('takes no answer that this tab did not ask for', async () => {
  issuer(() => HttpResponse.json({ access_token: 'stolen', token_type: 'Bearer' }));

  const failed = await arrive(provider, 'http://spm.test/ui/sign-in?code=stolen&state=made-up').catch((problem: unknown) => problem);

  expect(failed).toBeInstanceOf(Problem);
  expect(failed).toMatchObject({ code: 'sign_in_lost' });
  expect(traded).toEqual([]);
});
