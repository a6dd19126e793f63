import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { asProblem } from '@/lib/problem';
import { Brand } from '@/components/brand';
import { CopyButton } from '@/components/copy-button';
import { sessionKey } from './api/get-session';
import { openSession } from './api/open-session';

/** Where the one-time link of `./aispm open` leads. */
export function SignInPage() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [code] = useState(() => new URLSearchParams(window.location.hash.slice(1)).get('code'));
  const { data, error } = useQuery({
    queryKey: ['sign-in', code],
    queryFn: () => openSession(code ?? ''),
    enabled: code !== null,
    retry: false,
    staleTime: Infinity,
  });

  useEffect(() => {
    document.title = 'Sign in · AI-SPM';
  }, []);

  useEffect(() => {
    if (data) {
      client.setQueryData(sessionKey, data);
      void navigate('/', { replace: true });
    }
  }, [data, client, navigate]);

  if (code === null) {
    return (
      <Gate title="Sign in">
        <p>A one-time link opens this console.</p>
        <HowTo />
      </Gate>
    );
  }
  if (error) {
    const { status, detail } = asProblem(error);
    const spent = status === 400 || status === 401 || status === 403 || status === 404 || status === 410 || status === 422;
    return (
      <Gate title={spent ? 'This link no longer works' : 'Signing in failed'}>
        <p role="alert">{spent ? 'A sign-in link works once and for five minutes; this one was used or has expired.' : detail}</p>
        <HowTo />
      </Gate>
    );
  }
  return (
    <Gate title="Signing in…">
      <div role="status" aria-label="Signing in" className="shimmer h-5 w-3/4 rounded-sm" />
    </Gate>
  );
}

/** Shown on every page while nobody is signed in. */
export function SignedOutPage() {
  useEffect(() => {
    document.title = 'Signed out · AI-SPM';
  }, []);
  return (
    <Gate title="You are signed out">
      <p>A one-time link opens this console.</p>
      <HowTo />
    </Gate>
  );
}

function HowTo() {
  return (
    <>
      <p>On the machine that runs AI-SPM, type</p>
      <p className="flex items-center justify-between rounded-md bg-sunken py-1 pr-1 pl-3 font-mono">
        ./aispm open
        <CopyButton text="./aispm open" label="Copy the command" />
      </p>
      <p className="text-ink-2">
        It opens the console in your browser. With <code className="font-mono">--print</code> it prints the link instead.
      </p>
    </>
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
