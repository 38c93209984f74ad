import type { FoundOptions, OptionSpec, RawValue, SelectField } from '@webio/core/protocol'
import { MAX_QUERY } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { Button } from '../button'
import { useText } from '../context/use-text'
import { NO_FORM } from '../dom/no-form'
import { Combobox } from './combobox'
import type { ControlProps } from './control-props'

/** How long to wait after a keystroke: not every letter starts a search. */
const ASK_AFTER_MS = 200
const SMALL = { small: true, outline: true } as const

interface FoundSelectProps extends ControlProps<SelectField> {
  /** Whether the control that it replaces has the focus. */
  readonly takesFocus?: boolean | undefined
  /** What was typed into that control: the first query. */
  readonly typed?: string | null
}

/** A list of choices that the server finds while a person types (rules O1 to O6). */
export function FoundSelect(props: FoundSelectProps): ReactNode {
  const { field, value, model, onChange } = props
  const { name, source, found, multiple, required } = field
  const [query, setQuery] = useState(props.typed ?? null)
  // The session adds these to the field's options a moment later.
  const [picked, setPicked] = useState<readonly OptionSpec[]>([])
  const wanted = (query ?? '').trim().slice(0, MAX_QUERY)
  const isOpen = query !== null
  useEffect(() => {
    if (!isOpen) return
    const timer = setTimeout(() => model.search(name, wanted), wanted === '' ? 0 : ASK_AFTER_MS)
    return () => clearTimeout(timer)
  }, [isOpen, wanted, model, name, source])
  const ids = idsOf(value)
  const pick = (option: OptionSpec): void => {
    setPicked([...picked.filter(({ id }) => ids.includes(id) && id !== option.id), option])
    if (!multiple) onChange(option.id)
    else onChange(ids.includes(option.id) ? ids.filter((id) => id !== option.id) : [...ids, option.id])
  }
  return (
    <Combobox
      {...props}
      query={query}
      onQuery={setQuery}
      options={optionsIn(field.options, found?.ids ?? [])}
      chosen={optionsIn([...field.options, ...picked], ids)}
      onPick={pick}
      onClear={multiple || required ? undefined : () => onChange(null)}
      isBusy={found?.query !== wanted}
      note={
        <FoundNote
          found={found?.query === wanted ? found : undefined}
          onRetry={() => model.search(name, wanted)}
        />
      }
    />
  )
}

interface FoundNoteProps {
  /** If missing, a search is in progress. */
  readonly found: FoundOptions | undefined
  readonly onRetry: () => void
}

/** Reports the result of a search: visibly if there is something to see, otherwise only to screen readers. */
function FoundNote({ found, onRetry }: FoundNoteProps): ReactNode {
  const text = useText()
  const isSilent = found !== undefined && found.ids.length > 0 && !found.more
  return (
    <div
      className={isSilent ? 'webio-visually-hidden' : 'webio-options-note'}
      role="status"
      // The focus stays in the text box.
      onMouseDown={(event) => event.preventDefault()}
    >
      {found === undefined && text({ id: 'loading' })}
      {found?.failed && (
        <>
          {text({ id: 'search_failed' })} {found.failed !== true && found.failed}{' '}
          <Button look={SMALL} form={NO_FORM} onClick={onRetry}>
            {text({ id: 'retry' })}
          </Button>
        </>
      )}
      {found && !found.failed && found.ids.length === 0 && text({ id: 'no_options' })}
      {found && found.ids.length > 0 && text({ id: 'options_found', args: [found.ids.length] })}
      {found?.more && ` ${text({ id: 'more_options' })}`}
    </div>
  )
}

function idsOf(value: RawValue): readonly number[] {
  if (typeof value === 'number') return [value]
  return Array.isArray(value) ? (value as readonly number[]) : []
}

/** The options with these ids, in this order. */
function optionsIn(options: readonly OptionSpec[], ids: readonly number[]): readonly OptionSpec[] {
  return ids.flatMap((id) => options.find((option) => option.id === id) ?? [])
}
