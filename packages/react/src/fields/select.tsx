import type { OptionSpec, RawValue, SelectField } from '@webio/core/protocol'
import type { ChangeEvent, ReactNode } from 'react'
import { useLayoutEffect, useRef, useState } from 'react'
import { useClassName } from '../context/parts-context'
import { lazyModule, useLazyModule } from '../lazy-module'
import type { ControlProps } from './control-props'
import { sharedAttributes } from './control-props'
import { useIsTouched } from './use-is-touched'
import { optionValue } from './option-value'

const searchable = lazyModule(typeof window === 'undefined' ? null : () => import('./searchable-select'))
const foundOnServer = lazyModule(typeof window === 'undefined' ? null : () => import('./found-select'))

/**
 * A list of choices: the browser's own control, or a searchable one if the author asks for it, if it is easier to use, or if the server finds
 * the options.
 */
export function SelectControl(props: ControlProps<SelectField>): ReactNode {
  const { native, source } = props.field
  const isTouched = useIsTouched()
  const isSearchable = native === false || (native === 'touch' && !isTouched)
  const isFound = source !== undefined
  const found = useLazyModule(foundOnServer, isFound)
  const loaded = useLazyModule(searchable, isSearchable && !isFound)
  const [hasFocus, setFocus] = useState(false)
  const [typed, setTyped] = useState<string | null>(null)
  const focusHandlers = {
    onFocus: () => setFocus(true),
    onBlur: () => {
      setFocus(false)
      setTyped(null)
      props.onBlur()
    },
  }
  if (isFound && found) return <found.FoundSelect {...props} takesFocus={hasFocus} typed={typed} />
  if (isFound) return <SearchText {...props} {...focusHandlers} typed={typed} onType={setTyped} />
  if (isSearchable && loaded) return <loaded.SearchableSelect {...props} takesFocus={hasFocus} />
  return <NativeSelect {...props} {...focusHandlers} />
}

interface StandInProps extends ControlProps<SelectField> {
  readonly onFocus: () => void
}

interface SearchTextProps extends StandInProps {
  readonly typed: string | null
  readonly onType: (text: string) => void
}

/** The text box of a search until the code for its options is loaded. What a person types meanwhile is the first query. */
function SearchText(props: SearchTextProps): ReactNode {
  const { field, value, typed, onType, onFocus, onBlur } = props
  const chosen = field.options
    .filter(({ id }) => id === value || isChosen(value, id))
    .map(({ label }) => label)
    .join(', ')
  return (
    <input
      {...sharedAttributes(props)}
      className={useClassName('control', 'webio-input webio-select')}
      role="combobox"
      autoComplete="off"
      aria-autocomplete="list"
      aria-expanded={false}
      placeholder={chosen}
      value={typed ?? (field.multiple ? '' : chosen)}
      onChange={({ target }) => onType(target.value)}
      // As in the search itself: while options are on their way, Enter does not submit the form.
      onKeyDown={(event) => event.key === 'Enter' && typed !== null && event.preventDefault()}
      onFocus={onFocus}
      onBlur={onBlur}
    />
  )
}

function NativeSelect(props: StandInProps): ReactNode {
  const { field, value, onChange, onFocus, onBlur } = props
  const element = useRef<HTMLSelectElement>(null)
  // Ids tell options apart, since several may have the same value. HTML does not know ids.
  useLayoutEffect(() => {
    const { options } = element.current ?? {}
    if (!options) return
    if (!field.multiple) options.selectedIndex = field.options.findIndex(({ id }) => id === value)
    else
      field.options.forEach(({ id }, index) =>
        Object.assign(options[index] ?? {}, { selected: isChosen(value, id) }),
      )
  }, [field.options, field.multiple, value])
  return (
    <select
      {...sharedAttributes(props)}
      ref={element}
      className={useClassName('control', 'webio-input webio-select')}
      multiple={field.multiple}
      onChange={(event) => onChange(chosenIn(event, field.options, field.multiple))}
      onFocus={onFocus}
      onBlur={onBlur}
    >
      {field.options.map(({ id, label, value: optionJson, disabled }) => (
        <option key={id} value={optionValue(optionJson)} disabled={disabled}>
          {label}
        </option>
      ))}
    </select>
  )
}

function chosenIn(
  { target }: ChangeEvent<HTMLSelectElement>,
  options: readonly OptionSpec[],
  multiple = false,
): RawValue {
  const ids = [...target.selectedOptions]
    .map(({ index }) => options[index]?.id)
    .filter((id) => id !== undefined)
  return multiple ? ids : (ids[0] ?? null)
}

function isChosen(value: RawValue, id: number): boolean {
  return Array.isArray(value) && value.includes(id)
}
