import { useState } from 'react';
import { Filter } from '@/components/field';
import { useMay } from '@/features/session/use-session';
import { attachPolicy } from './api/attachments';
import { useAllPolicies } from './use-all-policies';

/** Attaches a policy to each of several agents. */
export function AttachToSeveral({ each, disabled }: { each: (act: (agent: { id: string }) => Promise<unknown>) => Promise<void>; disabled: boolean }) {
  const { policies } = useAllPolicies();
  const [busy, setBusy] = useState(false);
  const mayWrite = useMay('policies.write');
  const offered = policies.filter(({ mode }) => mode !== 'deprecated');
  if (!mayWrite || offered.length === 0) {
    return null;
  }

  async function attach(policyId: string) {
    setBusy(true);
    try {
      await each(({ id }) => attachPolicy(id, policyId));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Filter
      label="Attach a policy"
      value=""
      choices={[{ value: '', label: busy ? 'Attaching…' : 'Attach a policy…' }, ...offered.map(({ id, name }) => ({ value: id, label: name }))]}
      onChange={(id) => id !== '' && !disabled && void attach(id)}
    />
  );
}
