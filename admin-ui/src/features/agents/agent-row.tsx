import { memo } from 'react';
import { cx } from '@/lib/class-names';
import { ago } from '@/lib/format';
import { rowAt } from '@/components/row-window';
import { Td } from '@/components/table';
import type { Agent } from './api/agent';
import { RiskTag } from './risk-tag';
import { StatePip } from './state-pip';
import { Tick } from './tick';

interface Props {
  agent: Agent;
  /** Its number among all, from 0. */
  index: number;
  selected: boolean;
  /** Whether it is among those to be changed together; null where nothing can be changed. */
  ticked: boolean | null;
  /** Whether there is room for what is seldom needed. */
  wide: boolean;
  /** The time that "ago" is told from, in milliseconds since 1970. */
  now: number;
  onSelect: (agent: Agent) => void;
  onTick: (change: (ids: string[]) => string[]) => void;
}

/** An agent's row; drawn anew only when something in it has changed, so that a thousand of them stay quick. */
export const AgentRow = memo(function AgentRow({ agent, index, selected, ticked, wide, now, onSelect, onTick }: Props) {
  return (
    <tr {...rowAt(index)} aria-current={selected ? 'true' : undefined} className={cx('relative h-10', selected ? 'bg-accent-soft' : 'hover:bg-hover')}>
      {ticked !== null && (
        <Td>
          <Tick
            label={`Select ${agent.name}`}
            checked={ticked}
            onChange={(on) => onTick((ids) => (on ? [...ids, agent.id] : ids.filter((id) => id !== agent.id)))}
          />
        </Td>
      )}
      <Td>
        <button
          type="button"
          aria-pressed={selected}
          className="block w-full truncate text-left font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
          onClick={() => onSelect(agent)}
        >
          {agent.name}
        </button>
      </Td>
      <Td>
        <StatePip state={agent.runtime_state} />
      </Td>
      {wide && <Td className="truncate font-mono text-xs">{agent.version}</Td>}
      <Td className="truncate">{agent.agent_type}</Td>
      <Td>
        <RiskTag risk={agent.risk} />
      </Td>
      {wide && <Td className="truncate">{agent.owner ?? <span className="text-ink-3">—</span>}</Td>}
      {wide && <Td className="text-ink-2">{ago(agent.last_seen_at, new Date(now))}</Td>}
    </tr>
  );
});
