import { useMutation, useQuery } from '@tanstack/react-query';
import { asProblem } from '@/lib/problem';
import { Button } from '@/components/button';
import { CopyButton } from '@/components/copy-button';
import { nameOf, waysQuery, type Provider } from './api/get-ways';

interface Props {
  /** Where the person is to be once signed in: a path of the console. */
  to: string;
  /** Whether the issuer should ask who it is even if it knows, since that account was refused here. */
  anew?: boolean;
}

/** The ways to get in that this platform offers. */
export function WaysIn({ to, anew = false }: Props) {
  const { data: ways, error } = useQuery(waysQuery);
  if (error) {
    return <p role="alert">{asProblem(error).detail}</p>;
  }
  if (!ways) {
    return <div role="status" aria-label="Loading" className="shimmer h-9 w-full rounded-sm" />;
  }
  return (
    <>
      {ways.oidc && <AtTheIssuer provider={ways.oidc} to={to} anew={anew} />}
      {ways.links && <ByLink />}
      {!ways.oidc && !ways.links && (
        <p>
          Nobody can sign in here yet: this platform’s issuer is not set up for the console (
          <code className="font-mono text-sm">SPM_OIDC_CLIENT_ID</code>). Its API takes the issuer’s tokens.
        </p>
      )}
    </>
  );
}

function AtTheIssuer({ provider, to, anew }: Props & { provider: Provider }) {
  const leave = useMutation({
    mutationFn: async () => (await import('./oidc')).leaveToSignIn(provider, to, anew ?? false),
  });
  return (
    <>
      {leave.error && <p role="alert">{asProblem(leave.error).detail}</p>}
      <Button look="primary" disabled={leave.isPending || leave.isSuccess} onClick={() => leave.mutate()}>
        Sign in with {nameOf(provider)}
      </Button>
    </>
  );
}

function ByLink() {
  return (
    <>
      <p>A one-time link opens this console. On the machine that runs AI-SPM, type</p>
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
