import { lazy, Suspense, type ReactNode } from 'react';
import { Link } from 'react-router';
import { cx } from '@/lib/class-names';
import { moment, words } from '@/lib/format';
import { hazards } from '@/lib/hazards';
import { Button } from '@/components/button';
import { CopyButton } from '@/components/copy-button';
import { Icon } from '@/components/icon';
import { Tag } from '@/components/tag';
import { useMay } from '@/features/session/use-session';
import type { Message } from './conversation';

const Markdown = lazy(() => import('@/components/markdown'));

const headings: Record<string, string> = {
  guard_blocked: 'Blocked by the safety guard',
  policy_blocked: 'Blocked by policy',
  output_blocked: 'Reply withheld',
  approval_required: 'Waits for an approval',
  guard_unavailable: 'Refused: the guard is away',
  policy_unavailable: 'Refused: the policy engine is away',
  agent_timeout: 'No answer in time',
  agent_crashed: 'The agent crashed',
  agent_error: 'The agent failed',
  kafka_unavailable: 'Messages can’t be carried just now',
};

/** One message; a refusal looks like a decision, a failure like a failure. */
export function MessageView({ message, retry, footer }: { message: Message; retry: (() => void) | null; footer?: ReactNode }) {
  const { role, text, outcome, ts } = message;
  const mine = role === 'user';
  return (
    <article
      aria-label={mine ? 'You' : 'Agent'}
      data-outcome={outcome}
      className={cx('group flex max-w-[46rem] flex-col gap-1', mine ? 'items-end self-end' : 'w-full items-start self-start')}
    >
      <header className="flex items-center gap-2 text-xs text-ink-3">
        <span className="font-semibold text-ink-2">{mine ? 'You' : 'Agent'}</span>
        <time dateTime={ts ?? undefined}>{moment(ts)}</time>
      </header>
      {(text !== '' || outcome === 'streaming') && (
        <div
          className={cx(
            'min-w-0 rounded-lg px-3.5 py-2.5',
            mine ? 'rounded-tr-sm bg-accent-soft whitespace-pre-wrap break-words' : 'rounded-tl-sm border border-line bg-surface',
          )}
        >
          {mine ? text : <Reply text={text} streaming={outcome === 'streaming'} />}
        </div>
      )}
      <Notes message={message} />
      {outcome !== 'streaming' && !mine && (
        <footer className="flex min-h-7 items-center gap-1">
          {text !== '' && <CopyButton text={text} label="Copy the reply" className="size-7" />}
          {retry && outcome !== 'said' && (
            <Button look="quiet" icon="retry" className="h-7 px-2" onClick={retry}>
              Try again
            </Button>
          )}
          {footer}
        </footer>
      )}
    </article>
  );
}

function Reply({ text, streaming }: { text: string; streaming: boolean }) {
  if (text === '') {
    return (
      <span role="status" className="text-ink-3">
        Screening and thinking
        <span aria-hidden="true" className="animate-[caret_1s_steps(1)_infinite]">
          …
        </span>
      </span>
    );
  }
  return (
    <>
      <Suspense fallback={<p className="whitespace-pre-wrap">{text}</p>}>
        <Markdown text={text} />
      </Suspense>
      {streaming && (
        <span aria-hidden="true" className="inline-block h-4 w-2 animate-[caret_1s_steps(1)_infinite] bg-accent align-text-bottom" />
      )}
    </>
  );
}

function Notes({ message }: { message: Message }) {
  const { outcome, why, code, categories, policy, approvalId, redacted, cutShort } = message;
  const maySeeApprovals = useMay('approvals.read');
  return (
    <>
      {redacted.length > 0 && (
        <p className="text-xs text-ink-2">Redacted before release: {redacted.map((kind) => words(kind).toLowerCase()).join(', ')}.</p>
      )}
      {cutShort && <p className="text-xs text-ink-2">Cut short: the model reached its length limit.</p>}
      {outcome === 'stopped' && <p className="text-xs text-ink-2">You stopped this reply.</p>}
      {(outcome === 'blocked' || outcome === 'error') && (
        <div
          className={cx(
            'flex w-full gap-2.5 rounded-lg px-3.5 py-2.5',
            outcome === 'blocked' ? 'border-l-4 border-stop bg-stop-soft' : 'border-l-4 border-bad bg-bad-soft',
          )}
        >
          <Icon
            name={outcome === 'blocked' ? 'block' : 'alert'}
            className={cx('mt-0.5 size-4', outcome === 'blocked' ? 'text-stop' : 'text-bad')}
          />
          <div className="flex min-w-0 flex-col gap-1">
            <p className="font-semibold">{headings[code ?? ''] ?? (outcome === 'blocked' ? 'Refused' : 'Something went wrong')}</p>
            <p className="break-words">{why}</p>
            {approvalId && (
              <p className="text-ink-2">
                Somebody else has to agree. Once that is done, send the same message again.{' '}
                {maySeeApprovals && (
                  <Link to={`/approvals?state=all&id=${approvalId}`} className="text-accent underline underline-offset-2">
                    Show the approval
                  </Link>
                )}
              </p>
            )}
            {(categories.length > 0 || policy) && (
              <p className="flex flex-wrap gap-1.5">
                {policy && <Tag tone="stop">policy {policy}</Tag>}
                {categories.map((category) => (
                  <Tag key={category} tone="stop">
                    {category} {hazards[category] ?? ''}
                  </Tag>
                ))}
              </p>
            )}
          </div>
        </div>
      )}
    </>
  );
}
