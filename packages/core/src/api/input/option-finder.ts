import type { OptionReader } from '../../engine/forms/form-spec'
import type { OptionSpec } from '../../protocol/input-spec'
import type { Rule } from '../arguments'
import { describe } from '../arguments'
import type { Json, JsonShape } from '../../protocol/json'
import type { LooseItem, OptionItem, OptionValue } from './option-list'
import { readItem, readItems } from './option-list'

/**
 * Finds the options of a list while a person types: `select` and `put_select` take it instead of a list.
 *
 * @param query the typed text: at most 200 characters, empty when the list opens
 * @param context `signal` is aborted if the person continues to type or the field is removed
 * @returns the matching options, best first. The list shows the first 100
 * @example const city = await select('City', (query, { signal }) => findCities(query, { limit: 20, signal }))
 */
export type OptionFinder<Item extends LooseItem = OptionItem> = (
  query: string,
  context: { readonly signal: AbortSignal },
) => readonly Item[] | Promise<readonly Item[]>

/** Restricts the type of a finder to choices whose values JSON can hold. */
export type CheckedFinder<Item> = [Item] extends [OptionItem]
  ? unknown
  : OptionFinder<OptionItem<JsonShape<OptionValue<Item>> & (Json | object)>>

/** The options of a `select`: a list or a finder. */
export const LIST_OR_FINDER = {
  must: 'an array, or a function that finds options',
  kind: (value: unknown) => Array.isArray(value) || typeof value === 'function',
} as const satisfies Rule

/** Creates a reader that calls a finder and checks its results. Errors name `caller`. */
export function finderReader(caller: string, find: OptionFinder): OptionReader {
  return async (query, signal) => {
    const found = readItems(caller, 'the options that were found', await find(query, { signal }))
    return found.map(({ selected, ...option }) => {
      if (!selected) return option
      throw new TypeError(
        `${caller}: a found option cannot be marked as selected (${describe(option.label)}). Give the initial choice as value.`,
      )
    })
  }
}

/**
 * Reads the initial choice of a searched list: options, because the list does not know the labels of values.
 * @param given an option; with `multiple` an array of options
 * @throws TypeError if a value is not an option
 */
export function readChosen(caller: string, given: unknown, multiple: boolean): Omit<OptionSpec, 'id'>[] {
  if (given === undefined || given === null) return []
  const chosen = multiple ? readItems(caller, 'value', given) : [readItem(caller, 'value', given)]
  return chosen.map((option) => ({ ...option, selected: true }))
}
