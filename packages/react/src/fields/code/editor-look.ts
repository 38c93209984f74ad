import { syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { syntaxClasses } from './syntax-classes'

/** What holds under every theme: the size, the font, and that the frame around the editor shows the focus. */
export const editorFrame: Extension = EditorView.theme({
  '&': { fontSize: '0.875em', height: '100%' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--webio-font-mono)', lineHeight: '20px' },
})

/** The page's own colors, light and dark. */
const surface = EditorView.theme({
  '&': { backgroundColor: 'var(--webio-background)', color: 'var(--webio-text)' },
  '.cm-content': { caretColor: 'var(--webio-text)' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--webio-text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection':
    {
      backgroundColor: 'light-dark(#cfddfb, #2d4470)',
    },
  '.cm-gutters': {
    backgroundColor: 'var(--webio-subtle)',
    color: 'var(--webio-muted)',
    borderRight: '1px solid var(--webio-border)',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'light-dark(#2457d60d, #8ab0ff14)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'light-dark(#bfe3cb, #24583a)', color: 'inherit' },
  '.cm-placeholder': { color: 'var(--webio-muted)' },
  '.cm-panels, .cm-tooltip': {
    backgroundColor: 'var(--webio-surface)',
    color: 'var(--webio-text)',
    borderColor: 'var(--webio-border)',
  },
})

/** The look of an editor whose author names no theme: code has the same colors as elsewhere on the page. */
export const pageTheme: Extension = [surface, syntaxHighlighting(syntaxClasses)]
