import type { InputField, TextInputType } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { Button } from '../button'
import { useClassName } from '../context/parts-context'
import type { ControlProps } from './control-props'
import { sharedAttributes } from './control-props'
import { useNumberText } from './use-number-text'
import { useTextBox } from './use-text-box'

/** A single-line control, and the button next to it if there is one. */
export function TextControl(props: ControlProps<InputField>): ReactNode {
  const { field, value, onChange, onBlur, onAction, id } = props
  const text = useNumberText(field, value, onChange)
  const box = useTextBox<HTMLInputElement>(text.shown, text.type, () => {
    text.leave()
    onBlur()
  })
  const listId = field.datalist ? `${id}-list` : undefined
  const input = (
    <input
      {...sharedAttributes(props)}
      {...typeOf(field.type)}
      className={useClassName('control', 'webio-input')}
      placeholder={field.placeholder}
      readOnly={field.readonly || field.locked}
      list={listId}
      {...box}
    />
  )
  return (
    <>
      {field.action ? (
        <div className="webio-input-group">
          {input}
          <Button color="secondary" look={{ outline: true }} onClick={onAction}>
            {field.action.label}
          </Button>
        </div>
      ) : (
        input
      )}
      {field.datalist && (
        <datalist id={listId}>
          {field.datalist.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
    </>
  )
}

interface TypeAttributes {
  readonly type: string
  readonly inputMode?: 'numeric' | 'decimal'
}

/** Numbers are typed as text: the browser's own number control hides what it cannot read. */
function typeOf(type: TextInputType): TypeAttributes {
  if (type === 'number') return { type: 'text', inputMode: 'numeric' }
  if (type === 'float') return { type: 'text', inputMode: 'decimal' }
  return { type }
}
