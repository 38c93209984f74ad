import { indentUnit } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorState } from '@codemirror/state'
import { EditorView, lineNumbers } from '@codemirror/view'
import type { TextareaField } from '@webio/core/protocol'
import type { BasicSetupOptions } from '@uiw/react-codemirror'
import CodeMirror, { ExternalChange } from '@uiw/react-codemirror'
import type { FocusEvent, ReactNode } from 'react'
import { useIsObserver } from '../../hooks/use-shown-session'
import { useCallback, useId, useLayoutEffect, useMemo, useRef } from 'react'
import { useText } from '../../context/use-text'
import type { ControlProps } from '../control-props'
import { textOf } from '../control-props'
import { differenceOf } from '../typed-text'
import { adoptStyles } from './adopt-styles'
import { editorFrame } from './editor-look'
import { fullScreenKeys, leaveFullScreen } from './full-screen'
import { useLanguage, useTheme } from './use-editor-parts'

const DEFAULT_ROWS = 6
/** The height of a row, as in PyWebIO. */
const ROW_PX = 20
const PLAIN: NonNullable<TextareaField['code']> = {}

if (typeof document !== 'undefined') adoptStyles(document)

interface CodeEditorProps extends ControlProps<TextareaField> {
  /** Whether the textarea that the editor replaces has the focus. */
  readonly takesFocus?: boolean | undefined
}

/** A textarea for source code. Esc and F11 expand it to the whole window. Tab indents; after Esc, Tab leaves the editor. */
export function CodeEditor(props: CodeEditorProps): ReactNode {
  const { field, value, onChange, onBlur } = props
  const { mode, theme: themeName, readOnly } = field.code ?? PLAIN
  const hintId = useId()
  const text = useText()
  const isObserver = useIsObserver()
  const isReadonly = isObserver || (field.readonly ?? false)
  const language = useLanguage(mode)
  const theme = useTheme(themeName)
  const basicSetup = useBasicSetup(field.code)
  const setup = useSetup(field.code)
  const create = useDocument(textOf(value))
  const change = useLatest(onChange)
  const attributes = useContentAttributes(props, hintId)
  const extensions = useMemo(
    () => [editorFrame, fullScreenKeys, setup, language, attributes],
    [setup, language, attributes],
  )
  const leave = (event: FocusEvent<HTMLElement>): void => {
    if (event.currentTarget.contains(event.relatedTarget)) return
    leaveFullScreen(event.currentTarget)
    onBlur()
  }
  return (
    <>
      <div className="webio-code-editor" onBlur={leave}>
        <CodeMirror
          value={textOf(value)}
          onCreateEditor={create}
          height={`${(field.rows ?? DEFAULT_ROWS) * ROW_PX + 8}px`}
          theme={theme}
          placeholder={field.placeholder ?? ''}
          readOnly={isReadonly}
          editable={!(isReadonly && readOnly === 'nocursor')}
          extensions={extensions}
          onChange={change}
          autoFocus={props.takesFocus ?? false}
          basicSetup={basicSetup}
        />
      </div>
      <p id={hintId} className="webio-code-hint">
        {text({ id: 'code_keys' })}
      </p>
    </>
  )
}

/** A function that stays the same and calls the latest one. The editor would be set up again for each new function. */
function useLatest<T>(call: (value: T) => void): (value: T) => void {
  const latest = useRef(call)
  useLayoutEffect(() => {
    latest.current = call
  })
  return useCallback((value) => latest.current(value), [])
}

/** Texts from the session change only what differs, so that the caret stays in place. The component would replace the whole text. */
function useDocument(shown: string): (view: EditorView) => void {
  const editor = useRef<EditorView | null>(null)
  useLayoutEffect(() => {
    const view = editor.current
    const before = view?.state.doc.toString()
    if (!view || before === undefined || before === shown) return
    view.dispatch({ changes: differenceOf(before, shown), annotations: ExternalChange.of(true) })
  }, [shown])
  return useCallback((view: EditorView) => {
    editor.current = view
  }, [])
}

function useBasicSetup(code: TextareaField['code'] = PLAIN): BasicSetupOptions {
  return useMemo(
    () => ({
      // Our line numbers can begin with a number other than 1.
      lineNumbers: false,
      foldGutter: code.foldGutter ?? false,
      bracketMatching: code.matchBrackets ?? true,
      closeBrackets: code.autoCloseBrackets ?? false,
      highlightActiveLine: code.styleActiveLine ?? true,
      highlightActiveLineGutter: code.styleActiveLine ?? true,
      syntaxHighlighting: false,
      autocompletion: false,
    }),
    [code],
  )
}

function useSetup(code: TextareaField['code'] = PLAIN): Extension {
  return useMemo(() => {
    const width = code.indentUnit ?? 4
    const first = code.firstLineNumber ?? 1
    return [
      indentUnit.of(code.indentWithTabs ? '\t' : ' '.repeat(width)),
      EditorState.tabSize.of(code.tabSize ?? 4),
      (code.lineWrapping ?? true) ? EditorView.lineWrapping : [],
      (code.lineNumbers ?? true) ? lineNumbers({ formatNumber: (line) => String(line + first - 1) }) : [],
    ]
  }, [code])
}

/** Makes the editor's text box the control of its field for assistive technology. */
function useContentAttributes(
  { id, labelledBy, describedBy, message, field }: ControlProps<TextareaField>,
  hintId: string,
): Extension {
  const isInvalid = message !== undefined
  const { name, required, readonly } = field
  return useMemo(
    () =>
      EditorView.contentAttributes.of({
        id,
        ...(labelledBy === undefined ? { 'aria-label': name } : { 'aria-labelledby': labelledBy }),
        'aria-describedby': [describedBy, hintId].filter(Boolean).join(' '),
        ...(isInvalid && { 'aria-invalid': 'true' }),
        ...(required && { 'aria-required': 'true' }),
        ...(readonly && { 'aria-readonly': 'true', tabindex: '0' }),
      }),
    [id, labelledBy, describedBy, hintId, isInvalid, name, required, readonly],
  )
}
