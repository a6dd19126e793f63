import type { ActivityRow } from './api/activity';
import type { Turn } from './turn';

/** A call that the agent made, with what was decided about it. `row` is null where the call was refused before it was made. */
export interface Call {
  row: ActivityRow | null;
  gates: ActivityRow[];
}

/** The way of a turn: person, gates in, agent with its calls, gates out, reply. What a turn didn't reach is null or empty. */
export interface TurnGraph {
  prompt: ActivityRow | null;
  gatesIn: ActivityRow[];
  calls: Call[];
  gatesOut: ActivityRow[];
  reply: ActivityRow | null;
  /** Events of other kinds: secrets that were read, approvals, logs. */
  others: ActivityRow[];
  /** Where it ended early. */
  stoppedAt: 'in' | 'out' | null;
}

const isGate = ({ kind }: ActivityRow) => kind === 'guard_decision' || kind === 'policy_decision';
const isCall = ({ kind }: ActivityRow) => kind === 'tool_call' || kind === 'llm_call';
const refuses = ({ decision, verdict }: ActivityRow) => (decision ?? verdict) === 'block' || decision === 'escalate';

export function graphOf({ steps }: Turn): TurnGraph {
  const gates = steps.filter(isGate);
  const gatesIn = gates.filter(({ stage }) => stage === 'prompt');
  const gatesOut = gates.filter(({ stage }) => stage === 'output');
  const prompt = steps.find(({ kind, role }) => kind === 'chat' && role === 'user') ?? null;
  const reply = steps.findLast(({ kind, role }) => kind === 'chat' && role !== 'user') ?? null;
  return {
    prompt,
    gatesIn,
    calls: callsOf(steps.filter((step) => isCall(step) || (isGate(step) && step.stage !== 'prompt' && step.stage !== 'output'))),
    gatesOut,
    reply,
    others: steps.filter((step) => step.kind !== 'chat' && !isGate(step) && !isCall(step)),
    stoppedAt: gatesIn.some(refuses) ? 'in' : gatesOut.some(refuses) ? 'out' : null,
  };
}

/** Puts decisions to the call of their stage: those before it are asked first, the last ones judge its result. */
function callsOf(steps: ActivityRow[]): Call[] {
  const calls: Call[] = [];
  let before: ActivityRow[] = [];
  for (const step of steps) {
    const last = calls.at(-1);
    if (isCall(step)) {
      calls.push({ row: step, gates: before });
      before = [];
    } else if (step.kind === 'guard_decision' && last?.row && stageOf(last.row) === step.stage) {
      last.gates.push(step);
    } else {
      before.push(step);
      if (refuses(step)) {
        calls.push({ row: null, gates: before });
        before = [];
      }
    }
  }
  return before.length > 0 ? [...calls, { row: null, gates: before }] : calls;
}

const stageOf = ({ kind }: ActivityRow) => (kind === 'tool_call' ? 'tools' : 'llm');
