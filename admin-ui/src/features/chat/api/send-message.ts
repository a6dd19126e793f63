import { send } from '@/lib/http';
import { eventData } from '@/lib/sse';
import { Frame } from './frame';

/** Says something to an agent and gives the frames of its answer as they come; frames of unknown kinds are passed over. */
export async function* sendMessage(
  agentId: string,
  message: string,
  sessionId: string | null,
  signal: AbortSignal,
): AsyncGenerator<Frame> {
  const response = await send('POST', `/api/spm/agents/${encodeURIComponent(agentId)}/chat`, {
    signal,
    body: sessionId === null ? { message } : { message, session_id: sessionId },
  });
  for await (const data of eventData(response)) {
    const frame = Frame.safeParse(JSON.parse(data));
    if (frame.success) {
      yield frame.data;
    }
  }
}
