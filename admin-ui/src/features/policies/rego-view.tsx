import type { ReactNode } from 'react';

const token = /(#.*$)|("(?:[^"\\]|\\.)*"|`[^`]*`)|\b(package|import|default|if|else|contains|in|some|every|not|with|as)\b|\b(true|false|null|\d+(?:\.\d+)?)\b/gm;

/** Rego to read: lines numbered, words told apart. */
export function RegoView({ rego }: { rego: string }) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled region must be reachable by keyboard
    <section aria-label="Rego" tabIndex={0} className="overflow-x-auto">
      <ol className="py-3 font-mono text-sm">
      {rego
        .replace(/\n$/, '')
        .split('\n')
        .map((line, index) => (
          <li key={index} className="flex">
            <span aria-hidden="true" className="w-12 shrink-0 pr-4 text-right text-ink-3 select-none">
              {index + 1}
            </span>
            <code className="pr-4 whitespace-pre">{line === '' ? ' ' : coloured(line)}</code>
          </li>
        ))}
      </ol>
    </section>
  );
}

function coloured(line: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const found of line.matchAll(token)) {
    const [text, comment, string, word] = found;
    parts.push(line.slice(from, found.index));
    const ink = comment ? 'text-ink-3 italic' : string ? 'text-good' : word ? 'text-stop font-semibold' : 'text-busy';
    parts.push(
      <span key={found.index} className={ink}>
        {text}
      </span>,
    );
    from = found.index + text.length;
  }
  parts.push(line.slice(from));
  return parts;
}
