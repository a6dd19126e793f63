import { count, dollars, stretch } from '@/lib/format';
import { Bars } from '@/components/bars';
import type { Summary, Sums } from './api/summary';

interface Measure {
  name: string;
  value: (sums: Sums) => number;
  marked?: (sums: Sums) => number;
  format: (value: number) => string;
  aside: (totals: Sums) => string;
}

const share = (part: number, whole: number) => (whole === 0 ? '' : ` · ${((100 * part) / whole).toFixed(1)} %`);

const measures: Measure[] = [
  {
    name: 'Turns',
    value: ({ turns }) => turns,
    marked: ({ refused }) => refused,
    format: count,
    aside: ({ llm_calls }) => `${count(llm_calls)} model calls`,
  },
  {
    name: 'Blocked',
    value: ({ refused }) => refused,
    format: count,
    aside: ({ refused, turns }) => `of ${count(turns)} turns${share(refused, turns)}`,
  },
  {
    name: 'Tool calls',
    value: ({ tool_calls }) => tool_calls,
    marked: ({ tool_failures }) => tool_failures,
    format: count,
    aside: ({ tool_failures }) => `${count(tool_failures)} failed`,
  },
  {
    name: 'Tokens',
    value: ({ prompt_tokens, completion_tokens }) => prompt_tokens + completion_tokens,
    format: count,
    aside: ({ prompt_tokens, completion_tokens }) => `${count(prompt_tokens)} in, ${count(completion_tokens)} out`,
  },
  {
    name: 'Cost',
    value: ({ cost_usd }) => cost_usd,
    format: dollars,
    aside: ({ llm_failures }) => `as far as prices are known${llm_failures > 0 ? ` · ${count(llm_failures)} calls failed` : ''}`,
  },
];

/** How much happened: a number for each measure, and its course. */
export function SummaryCards({ summary }: { summary: Summary }) {
  const starts = summary.buckets.map((_, index) => new Date(Date.parse(summary.from) + index * summary.bucket_s * 1000));
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-5">
      {measures.map(({ name, value, marked, format, aside }) => (
        <div key={name} className="flex min-w-0 flex-col gap-0.5 rounded-lg border border-line bg-surface px-4 pt-3 pb-2">
          <dt className="text-sm text-ink-2">{name}</dt>
          <dd className="flex min-w-0 flex-col">
            <span className="truncate text-[1.625rem] leading-9 font-light tabular-nums">{format(value(summary.totals))}</span>
            <span className="truncate text-xs text-ink-3" title={aside(summary.totals)}>
              {aside(summary.totals)}
            </span>
            <Bars
              className="mt-2 h-16"
              bars={summary.buckets.map((sums, index) => ({
                label: stretch(starts[index], summary.bucket_s),
                value: value(sums),
                ...(marked ? { marked: marked(sums) } : {}),
              }))}
              format={(all, part) => (part > 0 ? `${format(all)}, ${format(part)} not let through` : format(all))}
            />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Stands where the numbers will be, as high as they are. */
export function SummaryCardsLoading() {
  return (
    <div role="status" aria-label="Loading the numbers" className="grid grid-cols-2 gap-3 lg:grid-cols-5">
      {measures.map(({ name }) => (
        <div key={name} className="shimmer h-[10.25rem] rounded-lg" />
      ))}
    </div>
  );
}
