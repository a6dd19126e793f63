import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense } from 'react';
import { NavLink, Outlet } from 'react-router';
import { cx } from '@/lib/class-names';
import { Brand } from '@/components/brand';
import { IconButton } from '@/components/button';
import { Icon } from '@/components/icon';
import { Failed, LoadingRows } from '@/components/states';
import { ToastProvider, ToastShelf } from '@/components/toast';
import { approvalsQuery } from '@/features/approvals/api/list-approvals';
import { closeSession } from '@/features/session/api/close-session';
import { sessionKey, sessionQuery, type Session } from '@/features/session/api/get-session';
import { waysQuery } from '@/features/session/api/get-ways';
import { may, roleWords } from '@/features/session/may';
import { SignedOutPage } from '@/features/session/sign-in-page';
import { useRenewal } from '@/features/session/use-renewal';
import { SessionContext } from '@/features/session/use-session';
import { places } from './navigation';
import { ThemeSwitch } from './theme-switch';

/** The frame of every signed-in page. */
export function Shell() {
  const { data: session, error, isPending, refetch } = useQuery(sessionQuery);

  if (isPending) {
    return <div className="h-full bg-canvas" />;
  }
  if (error) {
    return (
      <main className="grid h-full place-items-center">
        <Failed what="The console can't start." failure={error} retry={() => void refetch()} />
      </main>
    );
  }
  if (!session) {
    return <SignedOutPage />;
  }
  return (
    <SessionContext value={session}>
      <ToastProvider>
        <a
          href="#content"
          className="absolute -top-20 left-2 z-50 rounded-md bg-surface px-3 py-2 font-medium focus:top-2"
        >
          Skip to content
        </a>
        <div className="grid h-full grid-cols-[3.5rem_minmax(0,1fr)] lg:grid-cols-[13.5rem_minmax(0,1fr)]">
          <Rail session={session} />
          <main id="content" tabIndex={-1} className="min-h-0 overflow-y-auto outline-none">
            <Suspense fallback={<LoadingRows label="Loading the page" />}>
              <Outlet />
            </Suspense>
          </main>
        </div>
      </ToastProvider>
    </SessionContext>
  );
}

function Rail({ session }: { session: Session }) {
  useRenewal(session);
  return (
    <div className="flex min-h-0 flex-col gap-5 overflow-y-auto bg-rail px-2 py-4 lg:px-3">
      <NavLink to="/" aria-label="AI-SPM, home" className="max-lg:mx-auto max-lg:[&_span_span]:hidden lg:px-2">
        <Brand />
      </NavLink>
      <nav aria-label="Main">
        <ul className="flex flex-col gap-0.5">
          {places
            .filter(({ needs }) => needs === null || may(session, needs))
            .map(({ name, path, icon }) => (
              <li key={path}>
                <NavLink
                  to={path}
                  title={name}
                  className={({ isActive }) =>
                    cx(
                      'relative flex h-9 items-center gap-3 rounded-md px-2.5 font-medium transition-colors max-lg:justify-center',
                      isActive
                        ? 'bg-rail-2 text-rail-ink before:absolute before:top-2 before:bottom-2 before:-left-2 before:w-1 before:rounded-r-sm before:bg-rail-mark lg:before:-left-3'
                        : 'text-rail-ink-2 hover:bg-rail-2 hover:text-rail-ink',
                    )
                  }
                >
                  <Icon name={icon} className="size-4.5" />
                  <span className="max-lg:sr-only">{name}</span>
                  {path === '/approvals' && <PendingCount />}
                </NavLink>
              </li>
            ))}
        </ul>
      </nav>
      <div className="mt-auto flex flex-col gap-3">
        <div className="max-lg:hidden">
          <ToastShelf />
        </div>
        <Person session={session} />
      </div>
    </div>
  );
}

/** How many calls wait for a decision; nothing while none does. Not part of the link's name, which is what it's found by. */
function PendingCount() {
  const { data } = useInfiniteQuery(approvalsQuery('pending'));
  const waiting = data?.pages[0]?.rows.length ?? 0;
  if (waiting === 0) {
    return null;
  }
  return (
    <span
      aria-hidden="true"
      className="rounded-full bg-rail-mark px-1.5 text-xs leading-5 font-semibold text-rail tabular-nums max-lg:absolute max-lg:top-0 max-lg:right-0 lg:ml-auto"
    >
      {waiting > 99 ? '99+' : waiting}
    </span>
  );
}

function Person({ session }: { session: Session }) {
  const client = useQueryClient();
  const leave = useMutation({
    mutationFn: async () => {
      await closeSession();
      const { oidc } = await client.query(waysQuery);
      if (oidc) {
        await (await import('@/features/session/oidc')).signOutThere(oidc);
      }
    },
    onSettled: () => {
      // The session itself stays watched: its going is what takes the page away.
      client.setQueryData(sessionKey, null);
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
    },
  });
  return (
    <div className="flex items-center gap-1 border-t border-rail-2 pt-3 max-lg:flex-col lg:pl-2">
      <div className="min-w-0 flex-1 text-sm max-lg:hidden">
        <p className="truncate font-medium text-rail-ink" title={session.sub}>
          {session.sub}
        </p>
        <p className="truncate text-xs text-rail-ink-2">
          {roleWords(session)} · tenant {session.tenant_id}
        </p>
      </div>
      <ThemeSwitch />
      <IconButton
        icon="exit"
        label="Sign out"
        disabled={leave.isPending}
        className="text-rail-ink-2 hover:not-disabled:bg-rail-2 hover:not-disabled:text-rail-ink"
        onClick={() => leave.mutate()}
      />
    </div>
  );
}
