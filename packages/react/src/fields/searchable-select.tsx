import type { OptionSpec, RawValue, SelectField } from '@webio/core/protocol'
import type { FocusEvent, KeyboardEvent, ReactNode } from 'react'
import { useCallback, useRef, useState } from 'react'
import { useClassName } from '../context/parts-context'
import { useText } from '../context/texts-context'
import { byIdAround } from '../dom/roots'
import { useOwnEscape } from '../dom/use-own-escape'
import type { ControlProps } from './control-props'
import { sharedAttributes } from './control-props'

interface SearchableSelectProps extends ControlProps<SelectField> {
  /** The control in whose place it comes has the focus. */
  readonly takesFocus?: boolean | undefined
}

/** A list of choices that is searched by typing: an ARIA combobox with a list box. */
export function SearchableSelect(props: SearchableSelectProps): ReactNode {
  const { field, value, id, onChange, onBlur } = props
  const text = useText()
  const className = useClassName('control', 'webio-input webio-select')
  const [query, setQuery] = useState<string | null>(null)
  const [activeId, setActiveId] = useState<number | null>(null)
  const isOpen = query !== null
  const chosen = chosenOptions(field.options, value)
  const matches = field.options.filter(({ label }) => contains(label, query ?? ''))
  const usable = matches.filter((option) => !option.disabled)
  const active = usable.find((option) => option.id === activeId) ?? (query ? usable[0] : undefined)
  const optionId = (option: OptionSpec): string => `${id}-option-${option.id}`

  const open = (): void => setQuery((current) => current ?? '')
  const close = useCallback(() => setQuery(null), [])
  const frame = useRef<HTMLDivElement>(null)
  useOwnEscape(frame, isOpen, close)
  const pick = (option: OptionSpec): void => {
    if (option.disabled) return
    onChange(field.multiple ? toggled(field.options, value, option.id) : option.id)
    setActiveId(option.id)
    if (field.multiple) setQuery('')
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
    // Enter chooses among what an input method offers.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter' && isOpen && active) pick(active)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const leave = (event: FocusEvent<HTMLElement>): void => {
    if (event.currentTarget.contains(event.relatedTarget)) return
    close()
    onBlur()
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
        onChange={({ target }) => setQuery(target.value)}
        onKeyDown={onKeyDown}
      />
      {isOpen && matches.length > 0 && (
        <ul
          id={`${id}-list`}
          className="webio-listbox"
          role="listbox"
          // Not the field's label: only the text box is the field.
          aria-label={text({ id: 'options' })}
          aria-multiselectable={field.multiple}
        >
          {matches.map((option) => (
            <li
              key={option.id}
              id={optionId(option)}
              role="option"
              className="webio-option"
              aria-selected={chosen.includes(option)}
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
    </div>
  )
}

function chosenOptions(options: readonly OptionSpec[], value: RawValue): readonly OptionSpec[] {
  return options.filter(({ id }) => (Array.isArray(value) ? value.includes(id) : value === id))
}

/** The chosen ids in the order of the options, with one of them changed. */
function toggled(options: readonly OptionSpec[], value: RawValue, id: number): readonly number[] {
  const chosen = new Set(chosenOptions(options, value).map((option) => option.id))
  if (!chosen.delete(id)) chosen.add(id)
  return options.map((option) => option.id).filter((other) => chosen.has(other))
}

function contains(label: string, query: string): boolean {
  return label.toLocaleLowerCase().includes(query.trim().toLocaleLowerCase())
}
