import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, indentUnit } from '@codemirror/language';
import { forceLinting, linter, lintGutter, type Diagnostic } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { codeTheme } from './code-theme';
import { regoLanguage } from './rego-language';

/** Something wrong at a place; lines and columns count from 1. */
export interface Complaint {
  line: number;
  column: number;
  message: string;
}

const LINT_DELAY_MS = 350;

/** An editor for Rego that has its text checked as one types. Escape, then Tab, leaves it by keyboard. */
export default function CodeEditor({
  label,
  text,
  readOnly = false,
  check,
  onChange,
}: {
  label: string;
  text: string;
  readOnly?: boolean;
  check?: (text: string) => Promise<Complaint[]>;
  onChange?: (text: string) => void;
}) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const acts = useRef({ check, onChange });

  useEffect(() => {
    acts.current = { check, onChange };
  }, [check, onChange]);

  useEffect(() => {
    if (!host.current) {
      return;
    }
    const made = new EditorView({
      parent: host.current,
      state: EditorState.create({
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          highlightActiveLine(),
          bracketMatching(),
          indentUnit.of('\t'),
          keymap.of([...defaultKeymap, ...historyKeymap]),
          regoLanguage,
          codeTheme,
          EditorState.readOnly.of(readOnly),
          EditorView.editable.of(!readOnly),
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) {
              acts.current.onChange?.(update.state.doc.toString());
            }
          }),
          ...(readOnly ? [] : [lintGutter(), linter((now) => complaintsOf(now, acts.current.check), { delay: LINT_DELAY_MS })]),
        ],
      }),
    });
    view.current = made;
    return () => {
      view.current = null;
      made.destroy();
    };
  }, [label, readOnly]);

  useEffect(() => {
    const now = view.current;
    if (now && now.state.doc.toString() !== text) {
      now.dispatch({ changes: { from: 0, to: now.state.doc.length, insert: text } });
      forceLinting(now);
    }
  }, [text, label, readOnly]);

  return <div ref={host} className="h-full min-h-0" />;
}

async function complaintsOf(view: EditorView, check: ((text: string) => Promise<Complaint[]>) | undefined): Promise<Diagnostic[]> {
  const { doc } = view.state;
  const complaints = (await check?.(doc.toString())) ?? [];
  return complaints.map(({ line, column, message }) => {
    const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
    const from = Math.min(at.from + Math.max(column - 1, 0), at.to);
    return { from, to: Math.max(from, at.to), severity: 'error', message };
  });
}
