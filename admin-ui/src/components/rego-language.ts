import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { tags } from '@lezer/highlight';

const words = new Set(['package', 'import', 'default', 'if', 'else', 'contains', 'in', 'some', 'every', 'not', 'with', 'as']);
const atoms = new Set(['true', 'false', 'null']);

/** Rego, word by word: enough to tell its parts apart. */
const rego = StreamLanguage.define<{ raw: boolean }>({
  name: 'rego',
  startState: () => ({ raw: false }),
  token(stream, state) {
    if (state.raw || stream.eat('`')) {
      state.raw = !stream.skipTo('`');
      if (state.raw) {
        stream.skipToEnd();
      } else {
        stream.next();
      }
      return 'string';
    }
    if (stream.eatSpace()) {
      return null;
    }
    if (stream.match(/^#.*/)) {
      return 'comment';
    }
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) {
      return 'string';
    }
    if (stream.match(/^\d+(?:\.\d+)?/)) {
      return 'number';
    }
    const word = stream.match(/^[A-Za-z_]\w*/);
    if (word && word !== true) {
      return words.has(word[0]) ? 'keyword' : atoms.has(word[0]) ? 'atom' : 'variableName';
    }
    stream.next();
    return null;
  },
  languageData: { commentTokens: { line: '#' } },
});

const look = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--color-ink-3)', fontStyle: 'italic' },
  { tag: tags.string, color: 'var(--color-good)' },
  { tag: tags.keyword, color: 'var(--color-stop)', fontWeight: '600' },
  { tag: [tags.number, tags.atom], color: 'var(--color-busy)' },
]);

export const regoLanguage = [rego, syntaxHighlighting(look)];
