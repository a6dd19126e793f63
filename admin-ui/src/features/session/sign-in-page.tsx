import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { asProblem } from '@/lib/problem';
import { Brand } from '@/components/brand';
import { sessionKey } from './api/get-session';
import { waysQuery, type Provider } from './api/get-ways';
import { openSession } from './api/open-session';
import type { Arrival } from './oidc';
import { WaysIn } from './ways-in';

/** Where the one-time link of `./aispm open` leads, and where an issuer sends people back to. */
export function SignInPage() {
  const [code] = useState(() => new URLSearchParams(window.location.hash.slice(1)).get('code'));
  const [answer] = useState(() => (isAnswer(window.location.search) ? window.location.href : null));
  useTitle('Sign in');

  if (code !== null) {
    return <ByLink code={code} />;
  }
  if (answer !== null) {
    return <FromTheIssuer address={answer} />;
  }
  return (
    <Gate title="Sign in">
      <WaysIn to="/" />
    </Gate>
  );
}

/** Shown on every page while nobody is signed in. */
export function SignedOutPage() {
  const { pathname, search } = useLocation();
  useTitle('Signed out');
  return (
    <Gate title="You are signed out">
      <WaysIn to={pathname + search} />
    </Gate>
  );
}

function ByLink({ code }: { code: string }) {
  const { data, error } = useQuery({
    queryKey: ['sign-in', code],
    queryFn: async (): Promise<Arrival> => ({ session: await openSession(code), to: '/' }),
    retry: false,
    staleTime: Infinity,
  });
  // Known by the time that it is needed, so that nothing moves on the page.
  const { isPending } = useQuery(waysQuery);
  useArrival(data);

  if (error && !isPending) {
    const { status, detail } = asProblem(error);
    const spent = status >= 400 && status < 500;
    return (
      <Gate title={spent ? 'This link no longer works' : 'Signing in failed'}>
        <p role="alert">{spent ? 'A sign-in link works once and for five minutes; this one was used or has expired.' : detail}</p>
        <WaysIn to="/" />
      </Gate>
    );
  }
  return <Opening />;
}

function FromTheIssuer({ address }: { address: string }) {
  const { data: ways, error: noWays } = useQuery(waysQuery);
  const { data, error: refused } = useQuery({
    queryKey: ['sign-in', address],
    queryFn: async () => (await import('./oidc')).arrive(ways?.oidc as Provider, address),
    enabled: Boolean(ways?.oidc),
    retry: false,
    staleTime: Infinity,
  });
  useArrival(data);

  const error = noWays ?? refused;
  if (error || (ways && !ways.oidc)) {
    return (
      <Gate title="Signing in failed">
        <p role="alert">{error ? asProblem(error).detail : 'Nobody signs in here at an issuer.'}</p>
        <WaysIn to="/" anew={error !== null} />
      </Gate>
    );
  }
  return <Opening />;
}

/** The issuer's answer has the state that it was asked with, and a code or an error. */
function isAnswer(search: string): boolean {
  const said = new URLSearchParams(search);
  return said.has('state') && (said.has('code') || said.has('error'));
}

function useArrival(arrival: Arrival | undefined) {
  const navigate = useNavigate();
  const client = useQueryClient();
  useEffect(() => {
    if (arrival) {
      client.setQueryData(sessionKey, arrival.session);
      void navigate(arrival.to, { replace: true });
    }
  }, [arrival, client, navigate]);
}

function useTitle(words: string) {
  useEffect(() => {
    document.title = `${words} · AI-SPM`;
  }, [words]);
}

function Opening() {
  return (
    <Gate title="Signing in…">
      <div role="status" aria-label="Signing in" className="shimmer h-5 w-3/4 rounded-sm" />
    </Gate>
  );
}

function Gate({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="grid min-h-full grid-rows-[1fr_auto] bg-rail p-6 [background-image:repeating-linear-gradient(to_bottom,transparent_0_23px,var(--color-rail-line)_23px_24px)]">
      <div className="m-auto flex w-full max-w-md flex-col gap-6">
        <Brand large />
        <div className="flex flex-col gap-3 rounded-lg bg-surface p-7 shadow-pop">
          <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
          {children}
        </div>
      </div>
    </main>
  );
}
