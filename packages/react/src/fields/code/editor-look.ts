import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** What holds under every theme: size, font, and that the frame around the editor shows the focus. */
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

/** The colors of highlighted code elsewhere on the page. */
const colors = HighlightStyle.define([
  { tag: [tags.comment, tags.quote], color: 'light-dark(#5f6b79, #97a3b2)', fontStyle: 'italic' },
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: 'light-dark(#8b2fb5, #d6a3f0)' },
  { tag: [tags.string, tags.regexp, tags.inserted], color: 'light-dark(#1c6b35, #8fd6a4)' },
  { tag: [tags.number, tags.bool, tags.atom, tags.null], color: 'light-dark(#a33d05, #f3ad7c)' },
  {
    tag: [tags.heading, tags.tagName, tags.function(tags.variableName), tags.definition(tags.variableName)],
    color: 'light-dark(#1f4fc4, #8ab0ff)',
  },
  {
    tag: [tags.typeName, tags.className, tags.attributeName, tags.propertyName, tags.meta, tags.link],
    color: 'light-dark(#0b6b7d, #7ad3e1)',
  },
  { tag: tags.heading, fontWeight: '600' },
  { tag: tags.strong, fontWeight: '600' },
  { tag: tags.emphasis, fontStyle: 'italic' },
])

/** How an editor looks whose author names no theme. */
export const pageTheme: Extension = [surface, syntaxHighlighting(colors)]
