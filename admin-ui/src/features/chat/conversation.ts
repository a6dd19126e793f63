import type { Problem } from '@/lib/problem';
import type { Frame } from './api/frame';
import type { StoredMessage } from './api/sessions';

/** How a message ended: `blocked` is a decision, `error` a failure, `stopped` the reader's own wish. */
export type Outcome = 'said' | 'streaming' | 'blocked' | 'error' | 'stopped';

export interface Message {
  key: string;
  role: 'user' | 'agent';
  text: string;
  outcome: Outcome;
  ts: string | null;
  traceId: string | null;
  /** Why it was refused or failed, in the server's words. */
  why: string | null;
  code: string | null;
  categories: string[];
  policy: string | null;
  /** The approval that would let the same message through. */
  approvalId: string | null;
  redacted: string[];
  cutShort: boolean;
}

const refusals = new Set(['guard_blocked', 'policy_blocked', 'output_blocked', 'approval_required', 'guard_unavailable', 'policy_unavailable']);

export function message(part: Pick<Message, 'key' | 'role'> & Partial<Message>): Message {
  return {
    text: '',
    outcome: 'said',
    ts: null,
    traceId: null,
    why: null,
    code: null,
    categories: [],
    policy: null,
    approvalId: null,
    redacted: [],
    cutShort: false,
    ...part,
  };
}

/** A turn that begins: what was said, and an answer still to come. */
export function asked(conversation: Message[], text: string, now: string, key: string): Message[] {
  return [
    ...conversation,
    message({ key: `${key}-user`, role: 'user', text, ts: now }),
    message({ key: `${key}-agent`, role: 'agent', outcome: 'streaming', ts: now }),
  ];
}

/** The conversation after a frame of its open turn. */
export function heard(conversation: Message[], frame: Frame): Message[] {
  return withLast(conversation, (last) => {
    switch (frame.type) {
      case 'session':
        return { ...last, traceId: frame.trace_id };
      case 'token':
        return { ...last, text: last.text + frame.text };
      case 'redacted':
        return { ...last, text: frame.text, redacted: frame.kinds ?? [] };
      case 'done':
        return { ...last, text: frame.text, outcome: 'said', cutShort: frame.finish_reason === 'length' };
      case 'error':
        return {
          ...last,
          outcome: refusals.has(frame.code) ? 'blocked' : 'error',
          why: frame.text,
          code: frame.code,
          categories: frame.categories ?? [],
          policy: frame.policy ?? null,
          approvalId: frame.approval_id ?? null,
        };
    }
  });
}

/** The conversation after its open turn ended without a last frame. */
export function ended(conversation: Message[], cause: Problem | 'stopped' | 'cut'): Message[] {
  return withLast(conversation, (last) => {
    if (last.outcome !== 'streaming') {
      return last;
    }
    if (cause === 'stopped') {
      return { ...last, outcome: 'stopped' };
    }
    return cause === 'cut'
      ? { ...last, outcome: 'error', why: 'The connection ended before the reply did.', code: 'cut_off' }
      : { ...last, outcome: 'error', why: cause.sentences.join(' '), code: cause.code };
  });
}

function withLast(conversation: Message[], change: (last: Message) => Message): Message[] {
  const last = conversation.at(-1);
  return last?.role === 'agent' ? [...conversation.slice(0, -1), change(last)] : conversation;
}

/** A stored conversation as it was seen; a refused prompt is followed by its refusal. */
export function remembered(stored: StoredMessage[]): Message[] {
  return stored.flatMap(({ role, text, ts, trace_id, verdict }, index) => {
    const blocked = verdict === 'block';
    const key = `stored-${index}`;
    const at = { ts: ts ?? null, traceId: trace_id ?? null };
    if (role === 'user') {
      const said = message({ key, role: 'user', text: text ?? '', ...at });
      return blocked
        ? [said, message({ key: `${key}-refused`, role: 'agent', outcome: 'blocked', why: 'This message was refused before it reached the agent.', ...at })]
        : [said];
    }
    return [
      message({
        key,
        role: 'agent',
        text: text ?? '',
        outcome: blocked ? 'blocked' : 'said',
        why: blocked ? 'The rest of this reply was withheld.' : null,
        ...at,
      }),
    ];
  });
}
