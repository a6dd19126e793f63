import { Tag, type Tone } from '@/components/tag';
import { words } from '@/lib/format';
import type { Integration } from './api/integration';

const tones: Record<string, Tone> = {
  healthy: 'good',
  ok: 'good',
  connected: 'good',
  configured: 'accent',
  error: 'bad',
  failed: 'bad',
  disabled: 'plain',
};

export function StatusTag({ integration: { enabled, status } }: { integration: Integration }) {
  const word = enabled ? (status ?? 'enabled') : 'disabled';
  return <Tag tone={tones[word] ?? 'plain'}>{words(word)}</Tag>;
}
