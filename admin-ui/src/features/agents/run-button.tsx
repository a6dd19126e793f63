import { Button } from '@/components/button';
import type { Agent } from './api/agent';
import type { RunSwitch } from './use-run-switch';

export function RunButton({ agent, control }: { agent: Agent; control: RunSwitch }) {
  if (control.working) {
    return (
      <Button disabled className="min-w-24">
        <span aria-hidden="true" className="size-3 animate-spin rounded-full border-2 border-current border-t-transparent" />
        working…
      </Button>
    );
  }
  const held = agent.runtime_state === 'quarantined';
  return (
    <Button
      look={control.act === 'Run' ? 'primary' : 'plain'}
      icon={control.act === 'Run' ? 'play' : 'stop'}
      className="min-w-24"
      disabled={held}
      title={held ? 'Release it from quarantine first' : undefined}
      onClick={control.press}
    >
      {control.act}
    </Button>
  );
}
