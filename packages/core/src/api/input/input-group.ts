import { ContextAsker } from '../../engine/task-context'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { FieldRuntime } from '../../engine/forms/form-spec'
import type { OptionRules } from '../arguments'
import { liveContext } from '../live-context'
import { checkArgument, checkOptions, describe } from '../arguments'
import type { AnyInputItem, FormOptions, InputItem, ItemValue } from './input-item'
import { fieldOf, FORM_OPTION_RULES, formPlace } from './input-item'
import type { GroupValidator } from './validate'
import { groupCheck } from './validate'
import { pointOutUnawaited } from './unawaited'
import type { FromArguments } from '../from-arguments'

// Without the type of the value: TypeScript would infer it from the context of the call.
type Items = readonly AnyInputItem[]

/** The last item, if the list's length is known. */
type Last<List extends Items> = List extends readonly [...unknown[], infer Item] ? Item : never

/** `actions` return null if another button submitted; as the last field, they are the only buttons. */
type ValueIn<Item, LastItem> =
  Item extends InputItem<string, infer Value, infer Kind>
    ? Kind extends 'field'
      ? Value
      : [Item] extends [LastItem]
        ? Value
        : Value | null
    : ItemValue<Item>

/** The result of a group: the fields' values by name. */
export type GroupValues<List extends Items> = {
  [Item in List[number] as Item['name']]: ValueIn<Item, Last<List>>
} & {} // Editors then show the resulting object instead of its computation.

type HasCancel<List extends Items> =
  Extract<List[number], InputItem<string, unknown, 'actions+cancel'>> extends never ? false : true

/** Null if the group can be cancelled: with `cancelable` or with a cancel button. */
type CancelValue<List extends Items, Cancelable extends boolean> = Cancelable extends true
  ? null
  : HasCancel<List> extends true
    ? null
    : never

export interface InputGroupOptions<List extends Items, Cancelable extends boolean, Out> extends FormOptions {
  /**
   * A rule for all fields together, after each has passed its own rule. It returns null, or [name, message] to mark a field (may be async). The
   * output of a Standard Schema becomes the value.
   */
  validate?: GroupValidator<GroupValues<List>, List[number]['name']> | StandardSchemaV1<unknown, Out>
  /** The name of `validate` in PyWebIO's oldest guide. */
  valid_func?: GroupValidator<GroupValues<List>, List[number]['name']>
  /** Adds a Cancel button, which returns null. @default false */
  cancelable?: Cancelable
}

const GROUP_RULES = {
  scope: FORM_OPTION_RULES.scope,
  timeout: FORM_OPTION_RULES.timeout,
  signal: FORM_OPTION_RULES.signal,
  validate: 'any',
  valid_func: 'any',
  cancelable: 'boolean',
} as const satisfies OptionRules

/**
 * Asks for several values in one form.
 *
 * @param label shown above the form
 * @param items fields: the results of input functions that are called with a `name`
 * @returns the values by name; null if the form was cancelled
 * @throws TypeError at the call if a field has no name or two fields have the same name; the promise rejects as that of `input`
 * @example
 * const { name, age } = await input_group('About you', [
 *   input('Name', { name: 'name', required: true }),
 *   input('Age', { name: 'age', type: NUMBER }),
 * ])
 */
export function input_group<
  const List extends Items,
  const Cancelable extends boolean = false,
  Out = GroupValues<List>,
>(
  label: string,
  items: List,
  options?: InputGroupOptions<List, Cancelable, Out>,
): Promise<FromArguments<Out> | CancelValue<List, Cancelable>> {
  const context = liveContext('input_group')
  checkArgument('input_group', 'label', label, 'string')
  const checked = checkOptions('input_group', options, GROUP_RULES)
  const fields = readItems(items)
  const answer = context.session.forms.open(new ContextAsker(context), {
    label,
    fields,
    cancelable: checked.cancelable === true,
    single: false,
    checkGroup: groupCheck(
      'input_group',
      checked.validate ?? checked.valid_func,
      fields.map((field) => field.spec.name),
    ),
    ...formPlace('input_group', checked),
  })
  return pointOutUnawaited('input_group', context, answer as Promise<FromArguments<Out>>)
}

function readItems(items: unknown): FieldRuntime[] {
  checkArgument('input_group', 'items', items, 'array')
  const names = new Set<string>()
  const fields = (items as readonly unknown[]).map((item, index) => {
    const field = fieldOf(item)
    if (!field) {
      throw new TypeError(
        `input_group: items[${index}] must be the result of an input function, not ${describe(item)}. ` +
          "Did you forget its name? input('Name', { name: 'name' })",
      )
    }
    const { name } = field.spec
    if (names.has(name)) throw new TypeError(`input_group: two fields are named ${JSON.stringify(name)}.`)
    names.add(name)
    return field
  })
  if (fields.length === 0) throw new TypeError('input_group: give it at least one field.')
  return fields
}
