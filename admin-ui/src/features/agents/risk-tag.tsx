import { Tag, type Tone } from '@/components/tag';

const tones: Record<string, Tone> = { low: 'plain', medium: 'busy', high: 'warn', critical: 'bad' };

export function RiskTag({ risk }: { risk: string | null | undefined }) {
  return risk ? <Tag tone={tones[risk] ?? 'plain'}>{risk}</Tag> : <span className="text-ink-3">—</span>;
}
