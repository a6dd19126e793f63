import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { moment } from '@/lib/format';
import { IconButton } from '@/components/button';
import { CopyButton } from '@/components/copy-button';
import { Facts } from '@/components/page';
import { Tag } from '@/components/tag';
import { useMay, useSession } from '@/features/session/use-session';
import type { Approval } from './api/approval';
import { DecisionForm } from './decision-form';
import { kindOf, left, reaches, stateTones } from './words';

const scopeWords = (scope: string) => reaches.find(({ value }) => value === scope)?.label ?? scope;

/** One call whole: what was asked for, who wants it, why it was held, and the decision. */
export function ApprovalDetail({
  approval,
  now,
  agentName,
  onClose,
}: {
  approval: Approval;
  now: number;
  agentName: (id: string | null | undefined) => ReactNode;
  onClose: () => void;
}) {
  const mayDecide = useMay('approvals.decide');
  const { sub } = useSession();
  const pending = approval.state === 'pending';
  const rest = left(approval.expires_at, now);
  const own = approval.requested_by === sub;
  const { agent_id: agent, trace_id: trace, session_id: session } = approval;

  const facts: [string, ReactNode][] = [
    ['Agent', agent ? <Link className="hover:underline" to={`/agents/${agent}`}>{agentName(agent)}</Link> : '—'],
    ['Asked by', approval.requested_by ?? '—'],
    ['Asked', moment(approval.requested_at)],
    [pending ? 'Expires' : 'Counted until', pending && rest ? `in ${rest}` : moment(approval.expires_at)],
    ['Policy', approval.policy_id ? <Link className="hover:underline" to={`/policies/${approval.policy_id}`}>{approval.policy_id}</Link> : 'base rules'],
    ...(approval.decided_by
      ? ([
          ['Decided by', approval.decided_by],
          ['Decided', moment(approval.decided_at)],
          ['Counts for', approval.scope ? scopeWords(approval.scope) : '—'],
          ['Comment', approval.comment ?? '—'],
        ] as [string, ReactNode][])
      : []),
  ];

  return (
    <section
      aria-label="Approval"
      className="flex max-h-full w-[24rem] shrink-0 flex-col gap-4 self-start overflow-y-auto rounded-lg border border-line bg-surface p-4"
    >
      <header className="flex items-start justify-between gap-2">
        <div className="flex min-w-0 items-center gap-2">
          <h2 className="text-lg font-semibold">{kindOf(approval.kind)}</h2>
          <Tag tone={stateTones[approval.state] ?? 'plain'}>{approval.state}</Tag>
        </div>
        <IconButton icon="close" label="Close approval" onClick={onClose} />
      </header>
      <div className="relative rounded-md bg-sunken">
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled region must be reachable by keyboard */}
        <pre tabIndex={0} aria-label="Subject" className="max-h-44 overflow-auto p-3 pr-10 font-mono text-sm break-words whitespace-pre-wrap">
          {approval.subject || 'No subject'}
        </pre>
        {approval.subject && <CopyButton text={approval.subject} label="Copy the subject" className="absolute top-1 right-1" />}
      </div>
      <p className="border-l-4 border-warn pl-3">{approval.reason || 'No reason given.'}</p>
      <Facts facts={facts} />
      {agent && (
        <p className="flex gap-4 text-sm">
          {trace && (
            <Link className="text-accent underline underline-offset-2" to={`/agents/${agent}?tab=lineage&trace=${trace}`}>
              Show the turn
            </Link>
          )}
          {session && (
            <Link className="text-accent underline underline-offset-2" to={`/agents/${agent}?tab=sessions&session=${session}`}>
              Show the conversation
            </Link>
          )}
        </p>
      )}
      {pending && rest === null && <p className="text-ink-2">Nobody decided in time. The caller has to ask again.</p>}
      {pending && rest !== null && own && (
        <p className="rounded-md bg-sunken px-3 py-2 text-ink-2">This call is your own, so somebody else has to decide it.</p>
      )}
      {pending && rest !== null && !own && mayDecide && <DecisionForm key={approval.id} approval={approval} onDecided={onClose} />}
    </section>
  );
}
