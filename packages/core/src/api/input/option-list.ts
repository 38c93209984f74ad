import type { OptionSpec } from '../../protocol/input-spec'
import type { Json } from '../../protocol/json'
import type { OptionRules } from '../arguments'
import { checkOptions, describe, isPlainObject } from '../arguments'
import { asJson } from '../json'
import { toText } from '../text'
import type { Writable } from '../writable'

/** One choice: a single value for label and value; [label, value, selected, disabled]; or an object. Values: anything JSON. */
export type OptionItem =
  | string
  | number
  | boolean
  | readonly [label: string, value: Json, selected?: boolean, disabled?: boolean]
  | { readonly label: string; readonly value: Json; readonly selected?: boolean; readonly disabled?: boolean }

/** The type of the value of a choice. */
export type OptionValue<Item> = Item extends readonly [string, infer Value, ...unknown[]]
  ? Writable<Value>
  : Item extends { readonly value: infer Value }
    ? Writable<Value>
    : Item

const ITEM_RULES = {
  label: 'any',
  value: 'any',
  selected: 'boolean',
  disabled: 'boolean',
} as const satisfies OptionRules

/**
 * Reads the options of a select, checkbox or radio. Those whose value is `value`, or is in it, are selected, beside those that say so.
 *
 * @param firstId the id of the first option; the others follow. Ids are never used twice in a field
 * @throws TypeError for an option of another form or whose value is not JSON
 */
export function readOptions(caller: string, options: unknown, value: unknown, firstId = 0): OptionSpec[] {
  if (!Array.isArray(options))
    throw new TypeError(`${caller}: options must be an array, not ${describe(options)}.`)
  return markSelected(
    caller,
    (options as unknown[]).map((item, index) => readOption(caller, item, index, firstId + index)),
    value,
  )
}

/** Options in which those whose value is `value`, or is in it, are selected, beside those that are. */
export function markSelected(caller: string, options: readonly OptionSpec[], value: unknown): OptionSpec[] {
  if (value === undefined || value === null) return [...options]
  const wanted = new Set(
    (Array.isArray(value) ? [value, ...(value as unknown[])] : [value])
      .filter((one) => one !== undefined)
      .map((one) => JSON.stringify(asJson(caller, 'value', one))),
  )
  return options.map((option) =>
    wanted.has(JSON.stringify(option.value)) && !option.selected ? { ...option, selected: true } : option,
  )
}

function readOption(caller: string, item: unknown, index: number, id: number): OptionSpec {
  const where = `${caller}: options[${index}]`
  const [label, value, selected, disabled] = partsOf(where, item)
  return {
    id,
    label: toText(caller, `options[${index}] label`, label),
    value: asJson(caller, `options[${index}] value`, value),
    ...(selected && { selected }),
    ...(disabled && { disabled }),
  }
}

function partsOf(
  where: string,
  item: unknown,
): [label: unknown, value: unknown, selected?: boolean, disabled?: boolean] {
  if (Array.isArray(item)) {
    if (item.length < 2 || item.length > 4) {
      throw new TypeError(
        `${where}: an array must be [label, value, selected, disabled], not of ${item.length} items.`,
      )
    }
    const [label, value, selected, disabled] = item as unknown[]
    return [label, value, Boolean(selected), Boolean(disabled)]
  }
  if (!isPlainObject(item)) return [item, item]
  if (!('label' in item) || !('value' in item))
    throw new TypeError(`${where}: an object must have label and value.`)
  const { selected, disabled } = checkOptions<{
    label?: unknown
    value?: unknown
    selected?: boolean
    disabled?: boolean
  }>(where, item, ITEM_RULES)
  return [item['label'], item['value'], selected ?? false, disabled ?? false]
}
