import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Agent } from './api/agent';
import { startAgent, stopAgent } from './api/change-state';
import { stepOf } from './start-progress';

const PATIENCE_MS = 45_000;
/** Installing what an agent requires has five minutes of its own. */
const PATIENCE_WHILE_PREPARING_MS = 330_000;

export interface RunSwitch {
  act: 'Run' | 'Stop';
  working: boolean;
  /** Set when the state didn't change in time. */
  gaveUp: string | null;
  failure: unknown;
  press: () => void;
}

interface Asked {
  agentId: string;
  act: 'Run' | 'Stop';
}

/** Has what was asked for come to pass, as far as the observed state tells? */
export function settled(act: 'Run' | 'Stop', state: string): boolean {
  return act === 'Run' ? state !== 'stopped' && state !== 'starting' : state !== 'running' && state !== 'starting';
}

/** Run or Stop: at work until the observed state changes, and honest when it doesn't. */
export function useRunSwitch(agent: Agent): RunSwitch {
  const client = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [lateFor, setLateFor] = useState<string | null>(null);
  const { id, runtime_state: state } = agent;
  const patience = stepOf(state, agent.state_reason) === 'prepare' ? PATIENCE_WHILE_PREPARING_MS : PATIENCE_MS;

  const change = useMutation({
    mutationFn: ({ agentId, act }: Asked) => (act === 'Run' ? startAgent(agentId) : stopAgent(agentId)),
    onSuccess: () => client.invalidateQueries({ queryKey: ['agents'] }),
    onError: () => setAsked(null),
  });

  const waiting = asked?.agentId === id && !(change.isSuccess && settled(asked.act, state));
  if (asked && !waiting && !change.isPending) {
    setAsked(null);
  }
  const busy = waiting || state === 'starting';
  const watched = busy ? `${id} ${asked?.act ?? state}` : null;
  const late = lateFor !== null && lateFor === watched;

  useEffect(() => {
    if (watched === null) {
      return;
    }
    const timer = setTimeout(() => setLateFor(watched), patience);
    return () => {
      clearTimeout(timer);
      setLateFor(null);
    };
  }, [watched, patience]);

  const act = state === 'running' || state === 'starting' ? 'Stop' : 'Run';
  return {
    act,
    working: busy && !late,
    gaveUp: late ? `Still ${state} after ${patience / 1000} seconds. The logs may say why; you can try again.` : null,
    failure: change.variables?.agentId === id ? change.error : null,
    press: () => {
      const wanted = { agentId: id, act } as const;
      setLateFor(null);
      setAsked(wanted);
      change.mutate(wanted);
    },
  };
}
