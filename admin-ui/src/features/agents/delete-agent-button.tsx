import { useQueryClient } from '@tanstack/react-query';
import { Button } from '@/components/button';
import { Confirm } from '@/components/dialog';
import { useToasts } from '@/components/toast';
import type { Agent } from './api/agent';
import { deleteAgent } from './api/delete-agent';

export function DeleteAgentButton({ agent, onDeleted }: { agent: Agent; onDeleted: () => void }) {
  const client = useQueryClient();
  const { say } = useToasts();

  async function remove() {
    await deleteAgent(agent.id);
    say(`${agent.name} is deleted.`);
    onDeleted();
    client.removeQueries({ queryKey: ['agents', agent.id] });
    await client.invalidateQueries({ queryKey: ['agents', 'list'] });
  }

  return (
    <Confirm
      title={`Delete ${agent.name}?`}
      act="Delete"
      onConfirm={remove}
      trigger={
        <Button look="danger-quiet" icon="trash">
          Delete
        </Button>
      }
    >
      <p>Its process, code, chat topics, tokens, sessions, settings, secrets and files are removed for good.</p>
      <p className="mt-2">What it did stays in the lineage and the audit log until their retention ends.</p>
    </Confirm>
  );
}
