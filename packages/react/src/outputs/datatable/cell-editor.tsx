import type { CellChoice, CellValue, DatatableColumn, Json } from '@webio/core/protocol'
import type { KeyboardEvent, ReactNode } from 'react'
import { useRef, useState } from 'react'
import { plainText } from './cell-text'

interface CellEditorProps {
  readonly column: DatatableColumn
  readonly value: Json
  /** What the person has typed into the cell. It replaces the value. */
  readonly typed: string | undefined
  readonly onCommit: (value: CellValue) => void
  readonly onCancel: () => void
}

const BOOLEANS: readonly CellChoice[] = [
  { label: '', value: null },
  { label: 'true', value: true },
  { label: 'false', value: false },
]

/** The control in an edited cell. Enter, Tab and leaving it commit the value; Escape does not. */
export function CellEditor({ column, value, typed, onCommit, onCancel }: CellEditorProps): ReactNode {
  const choices = column.choices ?? (column.kind === 'boolean' ? BOOLEANS : undefined)
  const [text, setText] = useState(() =>
    choices ? String(choices.findIndex((choice) => choice.value === value)) : (typed ?? plainText(value)),
  )
  const isOver = useRef(false)
  const end = (act: () => void): void => {
    if (isOver.current) return
    isOver.current = true
    act()
  }
  const commit = (): void =>
    end(() => onCommit(choices ? chosen(choices, text, value) : given(column, text, value)))
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      end(onCancel)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      commit()
    }
  }
  const props = {
    className: 'webio-datatable-editor',
    'aria-label': column.header,
    autoFocus: true,
    value: text,
    onKeyDown,
    onBlur: commit,
    onClick: (event: { stopPropagation(): void }) => event.stopPropagation(),
    onChange: (event: { readonly target: { readonly value: string } }) => setText(event.target.value),
  }
  if (!choices)
    return (
      <input
        {...props}
        type="text"
        inputMode={column.kind === 'number' ? 'decimal' : undefined}
        onFocus={({ target }) => target.setSelectionRange(typed === undefined ? 0 : text.length, text.length)}
      />
    )
  return (
    <select {...props}>
      {text === '-1' && <option value="-1">{plainText(value)}</option>}
      {choices.map(({ label }, index) => (
        <option key={index} value={String(index)}>
          {label}
        </option>
      ))}
    </select>
  )
}

function chosen(choices: readonly CellChoice[], index: string, before: Json): CellValue {
  const choice = choices[Number(index)]
  return choice ? choice.value : (before as CellValue)
}

/** Converts the typed text to a value of the column. Text that is not a number leaves the value unchanged. */
function given({ kind }: DatatableColumn, text: string, before: Json): CellValue {
  if (kind === 'text') return text === '' && before === null ? null : text
  const plain = text.trim().replace(/\s/g, '').replace(',', '.')
  if (plain === '') return null
  const number = Number(plain)
  return Number.isFinite(number) ? number : (before as CellValue)
}
