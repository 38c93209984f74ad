import type { OptionSpec } from '../../protocol/input-spec'
import type { Json, JsonShape } from '../../protocol/json'
import type { OptionRules } from '../arguments'
import { checkOptions, describe, isPlainObject } from '../arguments'
import { asJson } from '../json'
import { toText } from '../text'
import type { Writable } from '../writable'

/** One choice: a single value for label and value; [label, value, selected, disabled]; or an object. Values can be any JSON. */
export type OptionItem<Value = Json> =
  | string
  | number
  | boolean
  | readonly [label: string, value: Value, selected?: boolean, disabled?: boolean]
  | {
      readonly label: string
      readonly value: Value
      readonly selected?: boolean
      readonly disabled?: boolean
    }

/** A choice whose value may be of an interface. `CheckedItems` checks whether JSON can hold it. */
export type LooseItem = OptionItem<Json | object>

/** Restricts the type of a list of choices to values that JSON can hold. */
export type CheckedItems<Items> = Items extends readonly OptionItem[]
  ? unknown
  : { readonly [Index in keyof Items]: OptionItem<JsonShape<OptionValue<Items[Index]>>> }

/** The type of the value of a choice. */
export type OptionValue<Item> = Item extends readonly [string, infer Value, ...unknown[]]
  ? Unlocked<Value>
  : Item extends { readonly value: infer Value }
    ? Unlocked<Value>
    : Item

/** Recursive JSON types stay unchanged: expanding them would never end. */
type Unlocked<Value> = [Json] extends [Value] ? Value : Writable<Value>

const ITEM_RULES = {
  label: 'any',
  value: 'any',
  selected: 'boolean',
  disabled: 'boolean',
} as const satisfies OptionRules

/**
 * Reads the options of a select, checkbox or radio. Options whose value is `value`, or in `value`, are selected, in addition to those marked as
 * selected.
 *
 * @param firstId the id of the first option; the others follow. A field never reuses an id
 * @throws TypeError if an option is malformed or its value is not JSON, RangeError if `value` names something that is not an option
 */
export function readOptions(caller: string, options: unknown, value: unknown, firstId = 0): OptionSpec[] {
  return markSelected(
    caller,
    readItems(caller, 'options', options).map((option, index) => ({ id: firstId + index, ...option })),
    value,
  )
}

/** An option before it belongs to a field. */
type ReadOption = Omit<OptionSpec, 'id'>

/**
 * Reads a list of choices.
 * @param argument the name of the argument, for the message
 * @throws TypeError if an option is malformed or its value is not JSON
 */
export function readItems(caller: string, argument: string, items: unknown): ReadOption[] {
  if (!Array.isArray(items))
    throw new TypeError(`${caller}: ${argument} must be an array, not ${describe(items)}.`)
  return (items as unknown[]).map((item, index) => readItem(caller, `${argument}[${index}]`, item))
}

/**
 * Selects the options whose value is `value`, or in `value`, in addition to the selected ones.
 * @throws RangeError if `value` names something that is not an option
 */
export function markSelected(caller: string, options: readonly OptionSpec[], value: unknown): OptionSpec[] {
  if (value === undefined || value === null) return [...options]
  const known = new Set(options.map(keyOf))
  const keyOfValue = (one: unknown): string => JSON.stringify(asJson(caller, 'value', one))
  // An array is one value if an option has it, and a list of values otherwise.
  const isList = Array.isArray(value) && !known.has(keyOfValue(value))
  const wanted = isList ? (value as unknown[]).filter((one) => one !== undefined) : [value]
  for (const one of wanted)
    if (!known.has(keyOfValue(one))) throw new RangeError(noOption(caller, options, one))
  return select(options, new Set(wanted.map(keyOfValue)))
}

/** Selects the options whose value is in `values`, which may also have values of options that are gone. */
export function keepSelected(options: readonly OptionSpec[], values: readonly Json[]): OptionSpec[] {
  return select(options, new Set(values.map((value) => JSON.stringify(value))))
}

function select(options: readonly OptionSpec[], keys: ReadonlySet<string>): OptionSpec[] {
  return options.map((option) =>
    keys.has(keyOf(option)) && !option.selected ? { ...option, selected: true } : option,
  )
}

function keyOf({ value }: OptionSpec): string {
  return JSON.stringify(value)
}

/** Options that a message names. */
const MAX_NAMED = 8

function noOption(caller: string, options: readonly OptionSpec[], value: unknown): string {
  if (options.length === 0) return `${caller}: value is ${describe(value)}, but there are no options.`
  const named = options.slice(0, MAX_NAMED).map(keyOf).join(', ')
  const more = options.length > MAX_NAMED ? ` and ${options.length - MAX_NAMED} more` : ''
  const isLabel = options.some(({ label }) => label === value)
  const what = isLabel ? `${describe(value)}, which is a label` : describe(value)
  return `${caller}: value must be the value of an option, not ${what}. The values are ${named}${more}.`
}

/**
 * Reads one choice.
 * @throws TypeError
 */
export function readItem(caller: string, argument: string, item: unknown): ReadOption {
  const [label, value, selected, disabled] = partsOf(`${caller}: ${argument}`, item)
  return {
    label: toText(caller, `${argument} label`, label),
    value: asJson(caller, `${argument} value`, value),
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
