import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { asProblem } from '@/lib/problem';
import { sendMessage } from './api/send-message';
import { asked, ended, heard, type Message } from './conversation';

export interface Talk {
  messages: Message[];
  streaming: boolean;
  say: (text: string) => void;
  stop: () => void;
}

/** Carries one conversation: says things, shows the answer as it comes, stops on demand. */
export function useConversation(
  agentId: string,
  sessionId: string | null,
  earlier: Message[],
  onSession: (sessionId: string) => void,
): Talk {
  const client = useQueryClient();
  const [fresh, setFresh] = useState<Message[]>([]);
  const [streaming, setStreaming] = useState(false);
  const running = useRef<AbortController | null>(null);

  useEffect(() => () => running.current?.abort(), []);

  async function turn(text: string) {
    const control = new AbortController();
    running.current = control;
    setStreaming(true);
    setFresh((now) => asked(now, text, new Date().toISOString(), crypto.randomUUID()));
    try {
      for await (const frame of sendMessage(agentId, text, sessionId, control.signal)) {
        if (frame.type === 'session') {
          onSession(frame.session_id);
        }
        setFresh((now) => heard(now, frame));
      }
      setFresh((now) => ended(now, 'cut'));
    } catch (failure) {
      setFresh((now) => ended(now, control.signal.aborted ? 'stopped' : asProblem(failure)));
    } finally {
      running.current = null;
      setStreaming(false);
      void client.invalidateQueries({ queryKey: ['agents', agentId, 'sessions'], exact: true });
    }
  }

  return {
    messages: [...earlier, ...fresh],
    streaming,
    say: (text) => {
      if (!streaming) {
        void turn(text);
      }
    },
    stop: () => running.current?.abort(),
  };
}
