export interface Place {
  line: number;
  /** The lines around it, with their numbers. */
  around: { number: number; text: string }[];
}

const REACH = 2;

/** Where in a file a sentence such as `Syntax error in line 3: ...` points; null where it points nowhere. */
export function placeOf(sentence: string, code: string): Place | null {
  const line = Number(/\bline (\d+)\b/.exec(sentence)?.[1]);
  const lines = code.split(/\r?\n/);
  if (Number.isNaN(line) || line < 1 || line > lines.length) {
    return null;
  }
  const first = Math.max(1, line - REACH);
  return { line, around: lines.slice(first - 1, line + REACH).map((text, index) => ({ number: first + index, text })) };
}
