import { http, HttpResponse } from 'msw';
import { activity, at, trace, uuid } from './data';

const api = '*/api/spm';

interface Said {
  role: string;
  text: string;
  ts: string;
  trace_id: string;
  verdict: string;
}

const first: Said[] = [
  { role: 'user', text: 'Sum up the three latest papers on prompt injection.', ts: at(1), trace_id: trace(500), verdict: 'allow' },
  {
    role: 'agent',
    text: '**Three papers** stand out:\n\n1. *Layered screening* measures guards in a row\n2. *Signed tools* pins manifests\n\n| paper | year |\n|---|---|\n| Layered screening | 2026 |',
    ts: at(1),
    trace_id: trace(500),
    verdict: 'allow',
  },
  { role: 'user', text: 'What is the salary of our CFO?', ts: at(0.5), trace_id: trace(501), verdict: 'block' },
];

/** Chat, sessions and activity, remembered for as long as the process lives. */
export function talkHandlers(newestRego: () => string) {
  const sessions = new Map<string, Said[]>([[uuid(300), first]]);
  const rows = [...activity];
  const watchers = new Set<(row: object) => void>();

  function remember(sessionId: string, role: string, text: string, verdict: string) {
    const said = { role, text, ts: new Date().toISOString(), trace_id: trace(700 + rows.length), verdict };
    sessions.set(sessionId, [...(sessions.get(sessionId) ?? []), said]);
    const row = { id: crypto.randomUUID(), kind: 'chat', session_id: sessionId, ...said };
    rows.unshift(row);
    watchers.forEach((tell) => tell(row));
  }

  return [
    http.get(`${api}/agents/:id/activity`, ({ params, request }) => {
      const kinds = new URL(request.url).searchParams.get('kind')?.split(',');
      return HttpResponse.json(params['id'] === uuid(4) ? [] : rows.filter((row) => !kinds || kinds.includes(row.kind)));
    }),
    http.get(`${api}/agents/:id/activity/stream`, () => {
      const encoder = new TextEncoder();
      let tell: (row: object) => void;
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          tell = (row) => controller.enqueue(encoder.encode(`data: ${JSON.stringify(row)}\n\n`));
          watchers.add(tell);
          controller.enqueue(encoder.encode(': ping\n\n'));
        },
        cancel: () => void watchers.delete(tell),
      });
      return new HttpResponse(body, { headers: { 'Content-Type': 'text/event-stream' } });
    }),
    http.get(`${api}/agents/:id/sessions`, ({ params }) =>
      HttpResponse.json(
        [...sessions].map(([id, said]) => ({
          id,
          agent_id: params['id'],
          user_id: 'local-admin',
          started_at: said[0]?.ts,
          last_message_at: said.at(-1)?.ts,
          message_count: said.length,
        })),
      ),
    ),
    http.get(`${api}/agents/:id/sessions/:sid/messages`, ({ params }) => HttpResponse.json(sessions.get(String(params['sid'])) ?? [])),
    http.post(`${api}/agents/:id/chat`, async ({ request }) => {
      const { message, session_id: given } = (await request.json()) as { message: string; session_id?: string };
      const sessionId = given ?? crypto.randomUUID();
      const frames = framesFor(message, sessionId, newestRego());
      const last = frames.at(-1) as { type: string; text: string };
      remember(sessionId, 'user', message, last.type === 'error' ? 'block' : 'allow');
      if (last.type === 'done') {
        remember(sessionId, 'agent', last.text, 'allow');
      }
      return new HttpResponse(streamed(frames), { headers: { 'Content-Type': 'text/event-stream' } });
    }),
  ];
}

/** A turn's frames; the word "salary" is blocked by the newest policy, "bomb" by the guard. */
function framesFor(message: string, sessionId: string, rego: string): object[] {
  const frames: object[] = [{ type: 'session', session_id: sessionId, trace_id: trace(500) }];
  if (/salary/i.test(message)) {
    const reason = /"reason": "([^"]+)"/.exec(rego)?.[1] ?? 'no reason';
    return [...frames, { type: 'error', code: 'policy_blocked', text: `Blocked by policy: ${reason}`, policy: 'no_salaries' }];
  }
  if (/bomb/i.test(message)) {
    return [...frames, { type: 'error', code: 'guard_blocked', text: 'Prompt blocked by safety guard. (S2, S9)', categories: ['S2', 'S9'] }];
  }
  const text = `You said: **${message}**. `.repeat(/slowly/.test(message) ? 60 : 1);
  return [...frames, ...text.split(/(?<= )/).map((part) => ({ type: 'token', text: part })), { type: 'done', text, finish_reason: 'stop' }];
}

function streamed(frames: object[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async start(controller) {
      try {
        for (const frame of frames) {
          await new Promise((resume) => setTimeout(resume, 40));
          controller.enqueue(encoder.encode(`: ping\n\ndata: ${JSON.stringify(frame)}\n\n`));
        }
        controller.close();
      } catch {
        // The reader went away: that is how "Stop generating" looks from here.
      }
    },
  });
}
