import type { TextareaField } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useClassName } from '../context/parts-context'
import { useText } from '../context/use-text'
import { lazyModule, useLazyModule } from '../lazy-module'
import type { ControlProps } from './control-props'
import { sharedAttributes, textOf } from './control-props'
import { useTextBox } from './use-text-box'

const DEFAULT_ROWS = 6

const editor = lazyModule(typeof window === 'undefined' ? null : () => import('./code/code-editor'))

/** A multi-line control: plain, or a code editor once the editor has been loaded. */
export function TextareaControl(props: ControlProps<TextareaField>): ReactNode {
  const isCode = props.field.code !== undefined
  const loaded = useLazyModule(editor, isCode)
  const [hasFocus, setFocus] = useState(false)
  if (isCode && loaded) return <loaded.CodeEditor {...props} takesFocus={hasFocus} />
  return (
    <>
      <PlainTextarea
        {...props}
        onFocus={() => setFocus(true)}
        onBlur={() => {
          setFocus(false)
          props.onBlur()
        }}
      />
      {isCode && <RoomForHint />}
    </>
  )
}

/** As high as the editor's hint, so that nothing moves when the editor appears. */
function RoomForHint(): ReactNode {
  const text = useText()
  return (
    <p className="webio-code-hint" data-is-room aria-hidden>
      {text({ id: 'code_keys' })}
    </p>
  )
}

interface PlainTextareaProps extends ControlProps<TextareaField> {
  readonly onFocus: () => void
}

function PlainTextarea(props: PlainTextareaProps): ReactNode {
  const { field, value, onChange, onFocus, onBlur } = props
  const box = useTextBox<HTMLTextAreaElement>(textOf(value), onChange, onBlur)
  return (
    <textarea
      {...sharedAttributes(props)}
      className={useClassName('control', 'webio-input webio-textarea')}
      data-code={field.code && ''}
      rows={field.rows ?? DEFAULT_ROWS}
      placeholder={field.placeholder}
      readOnly={field.readonly}
      {...box}
      onFocus={onFocus}
    />
  )
}
