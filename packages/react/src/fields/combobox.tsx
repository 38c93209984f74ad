import type { OptionSpec, SelectField } from '@webio/core/protocol'
import type { FocusEvent, KeyboardEvent, ReactNode } from 'react'
import { useCallback, useRef, useState } from 'react'
import { useClassName } from '../context/parts-context'
import { useText } from '../context/use-text'
import { byIdAround } from '../dom/roots'
import { useOwnEscape } from '../dom/use-own-escape'
import type { ControlProps } from './control-props'
import { sharedAttributes } from './control-props'

export interface ComboboxProps extends ControlProps<SelectField> {
  /** Whether the control that it replaces has the focus. */
  readonly takesFocus?: boolean | undefined
  /** The typed text; null while the list is closed. */
  readonly query: string | null
  readonly onQuery: (query: string | null) => void
  /** The options that the list currently offers. */
  readonly options: readonly OptionSpec[]
  readonly chosen: readonly OptionSpec[]
  readonly onPick: (option: OptionSpec) => void
  /** Clears the choice. If missing, the choice cannot be cleared. */
  readonly onClear?: (() => void) | undefined
  /** Whether other options are on their way. Until they arrive, Enter alone neither chooses an option nor does anything else. */
  readonly isBusy?: boolean
  /** Shown below the options, and read out. */
  readonly note?: ReactNode
}

/** A list of choices with a text box to search it: an ARIA combobox with a list box. */
export function Combobox(props: ComboboxProps): ReactNode {
  const { field, id, query, onQuery, options, chosen, onPick, onClear, isBusy = false, note } = props
  const text = useText()
  const className = useClassName('control', 'webio-input webio-select')
  const [activeId, setActiveId] = useState<number | null>(null)
  const isOpen = query !== null
  const usable = options.filter((option) => !option.disabled)
  const active = usable.find((option) => option.id === activeId) ?? (query && !isBusy ? usable[0] : undefined)
  const optionId = (option: OptionSpec): string => `${id}-option-${option.id}`

  const open = (): void => onQuery(query ?? '')
  const close = useCallback(() => onQuery(null), [onQuery])
  const frame = useRef<HTMLDivElement>(null)
  useOwnEscape(frame, isOpen, close)
  const pick = (option: OptionSpec): void => {
    if (option.disabled) return
    onPick(option)
    setActiveId(option.id)
    if (field.multiple) onQuery('')
    else close()
  }
  const move = (step: number): void => {
    open()
    const from = active ? usable.indexOf(active) : step > 0 ? -1 : 0
    const next = usable[(from + step + usable.length) % usable.length]
    if (!next) return
    setActiveId(next.id)
    byIdAround(frame.current, optionId(next))?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter picks a suggestion of the input method.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter' && isOpen && active) pick(active)
    else if (event.key !== 'Enter' || !isOpen || !isBusy) return
    event.preventDefault()
    event.stopPropagation()
  }
  const leave = (event: FocusEvent<HTMLElement>): void => {
    if (event.currentTarget.contains(event.relatedTarget)) return
    close()
    props.onBlur()
  }

  return (
    <div ref={frame} className="webio-combobox" onBlur={leave}>
      {field.multiple && chosen.length > 0 && (
        <div className="webio-chips">
          {chosen.map((option) => (
            <button key={option.id} type="button" className="webio-chip" onClick={() => pick(option)}>
              {option.label} <span aria-hidden="true">×</span>
            </button>
          ))}
        </div>
      )}
      <input
        {...sharedAttributes(props)}
        className={className}
        role="combobox"
        autoComplete="off"
        autoFocus={props.takesFocus}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={isOpen ? `${id}-list` : undefined}
        aria-activedescendant={isOpen && active ? optionId(active) : undefined}
        placeholder={field.multiple ? undefined : chosen[0]?.label}
        value={query ?? (field.multiple ? '' : (chosen[0]?.label ?? ''))}
        onClick={open}
        onChange={({ target }) => onQuery(target.value)}
        onKeyDown={onKeyDown}
      />
      {onClear && chosen.length > 0 && (
        <button
          type="button"
          className="webio-clear"
          aria-label={text({ id: 'clear_choice' })}
          onClick={onClear}
        >
          <span aria-hidden="true">×</span>
        </button>
      )}
      {isOpen && (options.length > 0 || note !== undefined) && (
        <div className="webio-options">
          {options.length > 0 && (
            <ul
              id={`${id}-list`}
              className="webio-listbox"
              role="listbox"
              // The field's label belongs to the text box alone.
              aria-label={text({ id: 'options' })}
              aria-multiselectable={field.multiple}
              aria-busy={isBusy || undefined}
            >
              {options.map((option) => (
                <li
                  key={option.id}
                  id={optionId(option)}
                  role="option"
                  className="webio-option"
                  aria-selected={chosen.some((one) => one.id === option.id)}
                  aria-disabled={option.disabled}
                  data-active={option === active ? '' : undefined}
                  // The focus stays in the text box.
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => pick(option)}
                >
                  {option.label}
                </li>
              ))}
            </ul>
          )}
          {note}
        </div>
      )}
    </div>
  )
}
