import { useQuery } from '@tanstack/react-query';
import { moment } from '@/lib/format';
import { SelectField } from '@/components/field';
import { recentActivityQuery } from './api/activity';
import { promptOf, turnsOf } from './turn';

/** The latest turns of an agent, to take one of them by its trace id. */
export function TurnPicker({ agentId, onPick }: { agentId: string; onPick: (traceId: string) => void }) {
  const { data } = useQuery({ ...recentActivityQuery(agentId), refetchInterval: false, enabled: agentId !== '' });
  const turns = turnsOf(data ?? []);
  return (
    <SelectField
      label="Turn"
      disabled={turns.length === 0}
      defaultValue=""
      choices={[
        { value: '', label: turns.length === 0 ? 'No turns to choose from' : 'Choose a turn…' },
        ...turns.map((turn) => ({ value: turn.traceId, label: `${moment(turn.steps[0]?.ts)} · ${promptOf(turn)?.slice(0, 60) ?? 'a call outside a turn'}` })),
      ]}
      onChange={(event) => event.target.value !== '' && onPick(event.target.value)}
    />
  );
}
