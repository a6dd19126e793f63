import { useState, type ReactNode } from 'react';
import { cx } from '@/lib/class-names';
import { duration, moment } from '@/lib/format';
import { Icon, type IconName } from '@/components/icon';
import { IconButton } from '@/components/button';
import type { ActivityRow } from './api/activity';
import { RowDetail } from './row-detail';
import { kindWords, lineOf, outcomeOf, tookOf } from './row-words';
import type { Turn } from './turn';
import { graphOf, type Call } from './turn-graph';

const marks: Record<string, string> = {
  good: 'border-l-good',
  warn: 'border-l-warn',
  stop: 'border-l-stop',
  bad: 'border-l-bad',
  busy: 'border-l-busy',
};
const icons: Record<string, IconName> = { guard_decision: 'policies', policy_decision: 'check', llm_call: 'agents', tool_call: 'integrations' };

/** A turn as it went, drawn from its events; each place can be opened to the whole event. */
export function TurnGraphView({ turn, agentName }: { turn: Turn; agentName: string }) {
  const graph = graphOf(turn);
  const [openId, setOpenId] = useState<string | null>(null);
  const open = turn.steps.find(({ id }) => id === openId);
  const place = (row: ActivityRow, name: string, icon: IconName) => (
    <Place key={row.id} row={row} name={name} icon={icon} open={row === open} onOpen={() => setOpenId(row === open ? null : row.id)} />
  );
  const gate = (row: ActivityRow) => place(row, row.kind === 'guard_decision' ? 'Guard' : 'Policy', icons[row.kind] ?? 'check');
  const reached = graph.stoppedAt !== 'in' && (graph.calls.length > 0 || graph.gatesOut.length > 0 || graph.reply !== null);

  return (
    <div className="flex flex-col gap-5">
      <Lane name="On its way in">
        {graph.prompt ? place(graph.prompt, 'Person', 'chat') : <Absent>A call outside a chat turn</Absent>}
        {graph.gatesIn.map(gate)}
        {graph.stoppedAt === 'in' ? <Stopped>Never reached {agentName}</Stopped> : <Agent name={agentName} reached={reached || graph.prompt !== null} />}
      </Lane>
      {graph.calls.length > 0 && (
        <Lane name={`What ${agentName} called`}>
          {graph.calls.map((call, index) => (
            <CallPlace key={call.row?.id ?? index} call={call}>
              {call.gates.map(gate)}
              {call.row ? place(call.row, kindWords(call.row), icons[call.row.kind] ?? 'integrations') : <Stopped>Not made</Stopped>}
            </CallPlace>
          ))}
        </Lane>
      )}
      {(graph.gatesOut.length > 0 || graph.reply) && (
        <Lane name="On its way out">
          <Agent name={agentName} reached />
          {graph.gatesOut.map(gate)}
          {graph.stoppedAt === 'out' ? <Stopped>The rest was withheld</Stopped> : graph.reply && place(graph.reply, 'Reply', 'chat')}
        </Lane>
      )}
      {graph.others.length > 0 && (
        <Lane name="Beside it">{graph.others.map((row) => place(row, kindWords(row), row.kind === 'secret_read' ? 'key' : 'clock'))}</Lane>
      )}
      {open && (
        <section aria-label="Event" className="relative rounded-lg border border-line bg-sunken p-4 pr-12">
          <h3 className="pb-2 font-semibold">
            {open.kind === 'chat' ? (open.role === 'user' ? 'Person' : 'Reply') : kindWords(open)}
            <span className="pl-2 text-sm font-normal text-ink-3">{moment(open.ts)}</span>
          </h3>
          <RowDetail row={open} />
          <IconButton icon="close" label="Close event" className="absolute top-2 right-2" onClick={() => setOpenId(null)} />
        </section>
      )}
    </div>
  );
}

function Lane({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section aria-label={name}>
      <h3 className="pb-1.5 text-sm text-ink-3">{name}</h3>
      <ol className="flex flex-wrap items-stretch gap-y-2">{children}</ol>
    </section>
  );
}

/** Between two places stands the line that leads from one to the next. */
const step = 'flex items-center not-last:after:mx-1 not-last:after:h-px not-last:after:w-4 not-last:after:bg-line-strong not-last:after:content-[""]';

function Place({ row, name, icon, open, onOpen }: { row: ActivityRow; name: string; icon: IconName; open: boolean; onOpen: () => void }) {
  const outcome = outcomeOf(row);
  const took = tookOf(row);
  const stopped = outcome?.tone === 'stop' || outcome?.tone === 'bad';
  return (
    <li className={step}>
      <button
        type="button"
        aria-expanded={open}
        onClick={onOpen}
        className={cx(
          'flex h-full w-39 flex-col rounded-md border border-l-4 px-2.5 py-1.5 text-left',
          marks[outcome?.tone ?? ''] ?? 'border-l-line-strong',
          stopped ? 'bg-stop-soft' : open ? 'bg-accent-soft' : 'bg-surface hover:bg-hover',
          open ? 'border-accent' : 'border-line-strong',
        )}
      >
        <span className="flex w-full items-center gap-1.5">
          <Icon name={stopped ? 'block' : icon} className={cx('size-3.5', stopped ? 'text-stop' : 'text-ink-3')} />
          <span className="truncate font-medium">{name}</span>
          <span className="ml-auto text-xs text-ink-3">{took === null ? '' : duration(took)}</span>
        </span>
        <span className="w-full truncate text-sm text-ink-2">
          {outcome && row.kind !== 'chat' && <span className={cx('font-medium', stopped && 'text-stop')}>{outcome.word} </span>}
          {shortOf(row)}
        </span>
      </button>
    </li>
  );
}

/** What a place says of its row in a few words. */
function shortOf(row: ActivityRow): string {
  switch (row.kind) {
    case 'guard_decision':
      return row.score === null || row.score === undefined ? '' : `at ${row.score.toFixed(2)}`;
    case 'policy_decision':
      return row.policy_ids && row.policy_ids.length > 0 ? `by ${row.policy_ids.join(', ')}` : 'by the base rules';
    case 'llm_call':
      return row.model ?? '';
    case 'tool_call':
      return row.tool ?? '';
    default:
      return lineOf(row);
  }
}

function Agent({ name, reached }: { name: string; reached: boolean }) {
  return (
    <li className={step}>
      <span className={cx('flex h-full max-w-39 items-center gap-2 rounded-md px-3 py-1.5 font-semibold', reached ? 'bg-rail text-rail-ink' : 'border border-dashed border-line-strong text-ink-3')}>
        <Icon name="agents" className="size-4" />
        <span className="truncate">{name}</span>
      </span>
    </li>
  );
}

function Stopped({ children }: { children: ReactNode }) {
  return (
    <li className={step}>
      <span className="flex h-full items-center gap-2 rounded-md border border-dashed border-stop px-3 py-1.5 text-stop">
        <Icon name="block" className="size-4" />
        {children}
      </span>
    </li>
  );
}

function Absent({ children }: { children: ReactNode }) {
  return (
    <li className={step}>
      <span className="flex h-full items-center rounded-md border border-dashed border-line-strong px-3 py-1.5 text-ink-2">{children}</span>
    </li>
  );
}

function CallPlace({ children, call }: { children: ReactNode; call: Call }) {
  return (
    <li className="w-full">
      <ol aria-label={call.row ? lineOf(call.row) : 'A refused call'} className="ml-3 flex border-l-2 border-line pl-4 flex-wrap items-stretch gap-y-2">
        {children}
      </ol>
    </li>
  );
}
