import { useQuery } from '@tanstack/react-query';
import { cx } from '@/lib/class-names';
import { asProblem } from '@/lib/problem';
import { placeOf } from './code-lines';

const MOST = 1024 * 1024;

/** The lines of an upload that the sentences of a refusal point at. */
export function CodeProblem({ file, failure }: { file: File; failure: unknown }) {
  const { data: code } = useQuery({
    queryKey: ['upload', file.name, file.size, file.lastModified],
    queryFn: () => file.text(),
    enabled: file.name.endsWith('.py') && file.size <= MOST,
    gcTime: 0,
  });
  const places = code === undefined ? [] : asProblem(failure).sentences.map((sentence) => placeOf(sentence, code)).filter((place) => place !== null);
  return places.map(({ line, around }) => (
    <pre key={line} aria-label={`Line ${line} of ${file.name}`} className="overflow-x-auto rounded-md bg-sunken py-2 font-mono text-xs">
      {around.map(({ number, text }) => (
        <span key={number} className={cx('flex', number === line && 'bg-bad-soft font-semibold text-bad')}>
          <span className="w-10 shrink-0 pr-3 text-right text-ink-3 select-none">{number}</span>
          {text === '' ? ' ' : text}
        </span>
      ))}
    </pre>
  ));
}
