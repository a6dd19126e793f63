import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '@/components/button';
import { Confirm } from '@/components/dialog';
import { useToasts } from '@/components/toast';
import { asProblem } from '@/lib/problem';
import type { Agent } from './api/agent';
import { quarantineAgent, releaseAgent } from './api/change-state';

/** Takes an agent out of service at once, or lets it back. */
export function QuarantineButton({ agent }: { agent: Agent }) {
  const client = useQueryClient();
  const { complain } = useToasts();
  const again = () => client.invalidateQueries({ queryKey: ['agents'] });
  const release = useMutation({
    mutationFn: () => releaseAgent(agent.id),
    onSuccess: again,
    onError: (refused) => complain(asProblem(refused).detail),
  });
  if (agent.runtime_state === 'quarantined') {
    return (
      <Button disabled={release.isPending} onClick={() => release.mutate()}>
        Release
      </Button>
    );
  }
  return (
    <Confirm
      title={`Quarantine ${agent.name}?`}
      act="Quarantine"
      onConfirm={async () => {
        await quarantineAgent(agent.id);
        await again();
      }}
      trigger={
        <Button look="quiet" icon="block">
          Quarantine
        </Button>
      }
    >
      It is killed at once, its tokens are revoked, and it can’t be started until an admin releases it.
    </Confirm>
  );
}
