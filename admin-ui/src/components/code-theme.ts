import { EditorView } from '@codemirror/view';

/** The editor in the colours of the page, light and dark. */
export const codeTheme = EditorView.theme({
  '&': { color: 'var(--color-ink)', backgroundColor: 'var(--color-surface)', fontSize: 'var(--text-sm)', height: '100%' },
  '&.cm-focused': { outline: '2px solid var(--color-focus)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.55', overflow: 'auto' },
  '.cm-content': { padding: '0.75rem 0', caretColor: 'var(--color-ink)' },
  '.cm-line': { padding: '0 1rem 0 0.5rem' },
  '.cm-gutters': { backgroundColor: 'var(--color-surface)', color: 'var(--color-ink-3)', border: 'none', paddingLeft: '0.5rem' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--color-hover)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--color-accent-soft)',
  },
  '.cm-cursor': { borderLeftColor: 'var(--color-ink)' },
  '.cm-tooltip': { backgroundColor: 'var(--color-raised)', color: 'var(--color-ink)', border: '1px solid var(--color-line)', borderRadius: '7px', boxShadow: 'var(--shadow-pop)' },
  '.cm-diagnostic-error': { borderLeft: '4px solid var(--color-bad)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--color-bad)' },
  '.cm-changedLine, .cm-insertedLine': { backgroundColor: 'var(--color-good-soft) !important' },
  '.cm-deletedChunk, .cm-deletedLine': { backgroundColor: 'var(--color-bad-soft) !important' },
  '.cm-changedText, .cm-deletedText': { background: 'none !important', fontWeight: '600' },
  '.cm-collapsedLines': { background: 'var(--color-sunken)', color: 'var(--color-ink-2)' },
});
