import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** Somebody who can sign in at the issuer. */
export interface Account {
  roles: string[];
  tenant: string;
  /** How long their access tokens are good, in seconds. */
  seconds: number;
}

interface Grant {
  account: string;
  nonce: string | null;
  challenge?: string;
  redirect?: string;
}

export interface Issuer {
  url: string;
  /** How often a token was given for a refresh token. */
  refreshed: () => number;
  /** From now on nothing is given for refresh tokens. */
  takeBack: () => void;
  stop: () => Promise<void>;
}

const client = 'aispm-ui';
const audience = 'spm-api';
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** An issuer of OpenID Connect as the specifications say it is: code flow, PKCE by S256, refresh tokens that work once. */
export async function standInIssuer(port: number, page: string, accounts: Record<string, Account>): Promise<Issuer> {
  const url = `http://127.0.0.1:${port}`;
  const codes = new Map<string, Grant>();
  const refreshTokens = new Map<string, Grant>();
  let refreshed = 0;
  let taken = false;

  function tokens(grant: Grant) {
    const account = accounts[grant.account];
    const now = Math.floor(Date.now() / 1000);
    const common = { iss: url, sub: grant.account, iat: now, exp: now + (account?.seconds ?? 60) };
    const refresh_token = randomUUID();
    refreshTokens.set(refresh_token, grant);
    return {
      token_type: 'Bearer',
      expires_in: account?.seconds,
      access_token: jwt({ ...common, aud: audience, tenant_id: account?.tenant, roles: account?.roles }),
      id_token: jwt({ ...common, aud: client, ...(grant.nonce === null ? {} : { nonce: grant.nonce }) }),
      refresh_token,
    };
  }

  function authorize(asked: URLSearchParams, answer: ServerResponse) {
    const back = asked.get('redirect_uri');
    if (asked.get('client_id') !== client || back !== `${page}/ui/sign-in` || asked.get('code_challenge_method') !== 'S256') {
      answer.writeHead(400).end('refused');
      return;
    }
    const who = asked.get('account');
    if (who === null) {
      const fields = [...asked].map(([name, value]) => `<input type=hidden name="${name}" value="${value.replaceAll('"', '&quot;')}">`);
      const buttons = [...Object.keys(accounts), 'nobody'].map((name) => `<button name=account value="${name}">${name}</button>`);
      answer.writeHead(200, { 'Content-Type': 'text/html' }).end(`<title>Issuer</title><form>${fields.join('')}${buttons.join('')}</form>`);
      return;
    }
    const to = new URL(back);
    to.searchParams.set('state', asked.get('state') ?? '');
    if (who === 'nobody') {
      to.searchParams.set('error', 'access_denied');
      to.searchParams.set('error_description', 'The person said no.');
    } else {
      const code = randomUUID();
      codes.set(code, { account: who, nonce: asked.get('nonce'), challenge: asked.get('code_challenge') ?? '', redirect: back });
      to.searchParams.set('code', code);
    }
    answer.writeHead(302, { Location: to.href }).end();
  }

  function granted(asked: URLSearchParams): Grant | undefined {
    if (asked.get('grant_type') === 'refresh_token') {
      const token = asked.get('refresh_token') ?? '';
      const grant = taken ? undefined : refreshTokens.get(token);
      refreshTokens.delete(token);
      refreshed += grant ? 1 : 0;
      return grant;
    }
    const code = asked.get('code') ?? '';
    const grant = codes.get(code);
    codes.delete(code);
    const shown = createHash('sha256')
      .update(asked.get('code_verifier') ?? '')
      .digest('base64url');
    return grant?.challenge === shown && grant.redirect === asked.get('redirect_uri') ? grant : undefined;
  }

  const server = createServer((request, answer) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    const open = { 'Access-Control-Allow-Origin': page, 'Access-Control-Allow-Headers': 'authorization, content-type' };
    const json = (status: number, body: unknown) => answer.writeHead(status, { 'Content-Type': 'application/json', ...open }).end(JSON.stringify(body));
    switch (`${request.method} ${pathname}`) {
      case 'GET /.well-known/openid-configuration':
        json(200, metadata(url));
        return;
      case 'GET /keys':
        json(200, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'stand-in', alg: 'ES256', use: 'sig' }] });
        return;
      case 'GET /authorize':
        authorize(searchParams, answer);
        return;
      case 'POST /token':
        void form(request).then((asked) => {
          const grant = granted(asked);
          json(grant ? 200 : 400, grant ? tokens(grant) : { error: 'invalid_grant', error_description: 'No such grant.' });
        });
        return;
      case 'GET /end':
        answer.writeHead(302, { Location: searchParams.get('post_logout_redirect_uri') ?? page }).end();
        return;
      case 'OPTIONS /token':
        answer.writeHead(204, open).end();
        return;
      default:
        answer.writeHead(404, open).end();
    }
  });
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  return { url, refreshed: () => refreshed, takeBack: () => (taken = true), stop: () => closed(server) };
}

function metadata(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    end_session_endpoint: `${issuer}/end`,
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
  };
}

function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'ES256', typ: 'JWT', kid: 'stand-in' })}.${part(claims)}`;
  const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

async function form(request: IncomingMessage): Promise<URLSearchParams> {
  const pieces: Buffer[] = [];
  for await (const piece of request) {
    pieces.push(piece as Buffer);
  }
  return new URLSearchParams(Buffer.concat(pieces).toString());
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}
