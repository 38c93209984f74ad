import { ContextAsker } from '../../engine/task-context'
import type { FieldRuntime } from '../../engine/forms/form-spec'
import { POPUPS_ID } from '../../protocol/output-spec'
import { isWithin } from '../../state/reduce-output'
import type { OptionRules } from '../arguments'
import { currentContext, liveContext } from '../live-context'
import { checkName } from '../arguments'
import type { ScopeRef } from '../scope-ref'
import { scopeName } from '../scope-ref'
import { pointOutUnawaited } from './unawaited'

const ITEM: unique symbol = Symbol.for('@webio/core/input-item') as never

/** The effect of an item on its group: `actions` returns null if another button submitted; `cancel` can end the whole group with null. */
export type ItemKind = 'field' | 'actions' | 'actions+cancel'

/** A field for `input_group`, with any type of value. */
export interface AnyInputItem {
  readonly name: string
  then(fulfilled: unknown, rejected?: (error: TypeError) => void): void
}

/**
 * A field for `input_group`: the result of an input function that is called with a `name`. It shows nothing by itself; awaiting it throws a
 * TypeError that says so.
 */
export interface InputItem<
  Name extends string = string,
  Value = unknown,
  Kind extends ItemKind = ItemKind,
> extends AnyInputItem {
  readonly name: Name
  readonly [ITEM]: { readonly field: FieldRuntime; readonly value?: Value; readonly kind?: Kind }
}

/** The type of an item's value. */
export type ItemValue<Item> = Item extends InputItem<string, infer Value> ? Value : never

/** The place of a form, and the conditions that withdraw it. Every input function accepts these options. */
export interface FormOptions {
  /** Shows the form inside this scope. @default the input panel, or the current scope if it is in a popup */
  scope?: ScopeRef
  /** The number of seconds after which the form is withdrawn: InputCancelledException with reason `timeout`. */
  timeout?: number
  /** Withdraws the form when it is aborted: InputCancelledException with reason `signal`. */
  signal?: AbortSignal
}

/** The rules of `FormOptions` and of `name`. Spread them into the rules of a function. */
export const FORM_OPTION_RULES = {
  name: 'string',
  scope: 'scope',
  timeout: 'number',
  signal: 'signal',
} as const satisfies OptionRules

/** The name of the field in a form without a group. */
export const SINGLE_FIELD = 'data'

/** Creates the item of a field. */
export function makeItem(caller: string, name: string, field: FieldRuntime): InputItem {
  checkName(caller, 'name', name)
  return {
    name,
    [ITEM]: { field },
    then(_fulfilled, rejected) {
      const error = new TypeError(
        `${caller}: with a name (${JSON.stringify(name)}) it is a field for input_group and shows nothing by itself. ` +
          'Leave the name out to ask for one value.',
      )
      if (!rejected) throw error
      rejected(error)
    },
  }
}

/** The field of an item, or undefined if the value is not an item. */
export function fieldOf(item: unknown): FieldRuntime | undefined {
  return typeof item === 'object' && item !== null && ITEM in item
    ? (item as InputItem)[ITEM].field
    : undefined
}

/**
 * The result of an input function: an item if it has a name; otherwise it shows the form and returns the promise of its value. A cancelled form
 * returns null.
 */
export function askOrItem(
  caller: string,
  label: string,
  options: FormOptions & { name?: string },
  makeField: (label: string) => (name: string) => FieldRuntime,
): unknown {
  if (options.name !== undefined && options.name !== null) {
    return makeItem(caller, options.name, makeField(label)(options.name))
  }
  // The label of a single field is that of its form.
  return ask(caller, label, options, makeField('')(SINGLE_FIELD))
}

function ask(caller: string, label: string, options: FormOptions, field: FieldRuntime): Promise<unknown> {
  const context = liveContext(caller)
  const answer = context.session.forms.open(new ContextAsker(context), {
    label,
    fields: [field],
    cancelable: false,
    single: true,
    ...formPlace(caller, options),
  })
  return pointOutUnawaited(caller, context, answer)
}

/** The part of a form request that comes from `FormOptions`. */
export function formPlace(
  caller: string,
  { scope, timeout, signal }: FormOptions,
): { scope?: string; timeoutMs?: number; signal?: AbortSignal } {
  if (timeout !== undefined && timeout <= 0) {
    throw new RangeError(`${caller}: timeout must be more than 0 seconds, not ${timeout}.`)
  }
  return {
    ...formScope(caller, scope),
    ...(timeout !== undefined && { timeoutMs: timeout * 1000 }),
    ...(signal !== undefined && { signal }),
  }
}

/** The given scope; otherwise the scope of the popup that the task is filling, because the input panel behind it cannot be reached. */
function formScope(caller: string, scope: FormOptions['scope']): { scope?: string } {
  const context = currentContext(caller)
  if (scope !== undefined) return { scope: scopeName(context, caller, scope) }
  const { name } = context.scope
  const { tree } = context.session.view
  const node = tree.scopes.get(name)
  return node !== undefined && isWithin(tree, node, POPUPS_ID) ? { scope: name } : {}
}
