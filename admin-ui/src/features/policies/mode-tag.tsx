import { Tag, type Tone } from '@/components/tag';

const tones: Record<string, Tone> = { enforced: 'accent', monitor: 'busy', draft: 'plain', deprecated: 'warn' };

export function ModeTag({ mode }: { mode: string }) {
  return <Tag tone={tones[mode] ?? 'plain'}>{mode}</Tag>;
}
