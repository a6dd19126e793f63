import { describe, expect, it } from 'vitest';
import { Problem } from '@/lib/problem';
import { asked, ended, heard, remembered, type Message } from './conversation';

const begun = () => asked([], 'Hello', '2026-01-01T00:00:00.000Z', 'k');
const last = (conversation: Message[]) => conversation.at(-1);

describe('a turn', () => {
  it('gathers tokens and ends with the whole reply', () => {
    let talk = heard(begun(), { type: 'session', session_id: 's', trace_id: 't' });
    talk = heard(talk, { type: 'token', text: 'Good ' });
    talk = heard(talk, { type: 'token', text: 'day' });
    expect(last(talk)).toMatchObject({ text: 'Good day', outcome: 'streaming', traceId: 't' });

    expect(last(heard(talk, { type: 'done', text: 'Good day.', finish_reason: 'stop' }))).toMatchObject({
      text: 'Good day.',
      outcome: 'said',
      cutShort: false,
    });
  });

  it('shows the safe text instead when something was redacted', () => {
    const talk = heard(heard(begun(), { type: 'token', text: 'key sk-1' }), { type: 'redacted', text: 'key [redacted: api_key]', kinds: ['api_key'] });

    expect(last(talk)).toMatchObject({ text: 'key [redacted: api_key]', redacted: ['api_key'] });
  });

  it.each(['guard_blocked', 'policy_blocked', 'output_blocked', 'approval_required', 'policy_unavailable'])('takes %s for a refusal', (code) => {
    const talk = heard(begun(), { type: 'error', text: 'No.', code, categories: ['S2'], policy: 'p' });

    expect(last(talk)).toMatchObject({ outcome: 'blocked', why: 'No.', categories: ['S2'], policy: 'p' });
  });

  it.each(['agent_timeout', 'agent_crashed', 'agent_error', 'kafka_unavailable'])('takes %s for a failure', (code) => {
    expect(last(heard(begun(), { type: 'error', text: 'Oh.', code }))).toMatchObject({ outcome: 'error', why: 'Oh.' });
  });

  it('keeps what was released before it was stopped', () => {
    expect(last(ended(heard(begun(), { type: 'token', text: 'Half' }), 'stopped'))).toMatchObject({ text: 'Half', outcome: 'stopped' });
  });

  it('is a failure when the connection ends without a last frame', () => {
    expect(last(ended(begun(), 'cut'))).toMatchObject({ outcome: 'error', code: 'cut_off' });
  });

  it('says why it could not begin', () => {
    expect(last(ended(begun(), new Problem(409, 'agent_not_running', "agent is 'stopped'; start it before chatting")))).toMatchObject({
      outcome: 'error',
      why: "agent is 'stopped'; start it before chatting",
    });
  });

  it('stays as it ended when the stream closes behind its last frame', () => {
    const done = heard(begun(), { type: 'done', text: 'Yes.' });

    expect(ended(done, 'cut')).toEqual(done);
  });
});

describe('a stored conversation', () => {
  it('shows a refused prompt followed by its refusal', () => {
    const shown = remembered([
      { role: 'user', text: 'Hi', verdict: 'allow' },
      { role: 'agent', text: 'Hello', verdict: null },
      { role: 'user', text: 'Bad', verdict: 'block' },
    ]);

    expect(shown.map(({ role, outcome }) => `${role} ${outcome}`)).toEqual(['user said', 'agent said', 'user said', 'agent blocked']);
  });

  it('marks a reply that was stopped midway and survives a null text', () => {
    expect(remembered([{ role: 'agent', text: null, verdict: 'block' }])[0]).toMatchObject({ text: '', outcome: 'blocked' });
  });
});
