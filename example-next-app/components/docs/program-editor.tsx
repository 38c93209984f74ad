'use client'

import { javascript } from '@codemirror/lang-javascript'
import { syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { classHighlighter } from '@lezer/highlight'
import CodeMirror from '@uiw/react-codemirror'

const EXTENSIONS = [
  javascript({ typescript: true }),
  syntaxHighlighting(classHighlighter),
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({ 'aria-label': 'Program' }),
]

interface ProgramEditorProps {
  text: string
  onChange: (text: string) => void
  onRun: () => void
}

/** An editor for TypeScript. Ctrl+Enter runs the program; Tab leaves the editor. */
export function ProgramEditor({ text, onChange, onRun }: ProgramEditorProps) {
  return (
    <div
      // Before the editor's own Ctrl+Enter, which inserts a line.
      onKeyDownCapture={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
        event.preventDefault()
        event.stopPropagation()
        onRun()
      }}
    >
      <CodeMirror
        value={text}
        onChange={onChange}
        theme="none"
        indentWithTab={false}
        basicSetup={{ foldGutter: false, syntaxHighlighting: false }}
        extensions={EXTENSIONS}
      />
    </div>
  )
}
