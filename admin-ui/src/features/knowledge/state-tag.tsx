import { Tag, type Tone } from '@/components/tag';

const tones: Record<string, Tone> = { pending: 'warn', approved: 'good', revoked: 'stop' };

export function DocumentState({ state }: { state: string }) {
  return <Tag tone={tones[state] ?? 'plain'}>{state}</Tag>;
}
