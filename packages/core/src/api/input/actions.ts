import type { FieldRuntime } from '../../engine/forms/form-spec'
import type { ActionsField, ActionSpec } from '../../protocol/input-spec'
import type { Json, JsonShape } from '../../protocol/json'
import type { ButtonColor } from '../../protocol/output-spec'
import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions, describe, isPlainObject } from '../arguments'
import { asJson } from '../json'
import { BUTTON_COLORS } from '../button-colors'
import { withoutNulls } from '../without-nulls'
import { toText } from '../text'
import type { LooseFieldOptions } from './field-options'
import { commonRuntime, commonSpec, strictUpdate } from './field-options'
import type { FormOptions, InputItem } from './input-item'
import { askOrItem, FORM_OPTION_RULES } from './input-item'

type ActionType = ActionSpec['type']

/** One button: a single value for label and value; [label, value, type, disabled]; or an object. Reset and cancel buttons need no `value`. */
export type ActionItem<Value = Json> =
  | string
  | number
  | boolean
  | readonly [label: string, value: Value, type?: ActionType, disabled?: boolean]
  | {
      readonly label: string
      readonly value?: Value
      /** @default 'submit' */
      readonly type?: ActionType
      readonly disabled?: boolean
      /** @default 'primary' */
      readonly color?: ButtonColor
    }

/** A button whose value may be of an interface. `CheckedActions` checks whether JSON can hold it. */
type LooseAction = ActionItem<Json | object>

/** Restricts the type of a list of buttons to values that JSON can hold. */
type CheckedActions<Items extends readonly LooseAction[]> = Items extends readonly ActionItem[]
  ? unknown
  : { readonly [Index in keyof Items]: ActionItem<JsonShape<SubmitValue<Items[Index]>>> }

type TypeOf<Item> = Item extends readonly [string, unknown, infer Type extends ActionType, ...unknown[]]
  ? Type
  : Item extends { readonly type: infer Type extends ActionType }
    ? Type
    : 'submit'

/** The value of a button that submits. */
type SubmitValue<Item> = Item extends unknown
  ? TypeOf<Item> extends 'submit'
    ? Item extends readonly [string, infer Value, ...unknown[]]
      ? Value
      : Item extends { readonly value: infer Value }
        ? Value
        : Item extends string | number | boolean
          ? Item
          : never
    : never
  : never

type CanCancel<Item> = 'cancel' extends (Item extends unknown ? TypeOf<Item> : never) ? true : false

export interface ActionsOptions extends FormOptions {
  /** Text below the buttons. */
  help_text?: string
}

/** The rules that `actions` and `put_actions` share, without the buttons. */
export const ACTIONS_FIELD_RULES = { help_text: 'string' } as const satisfies OptionRules

const ACTIONS_RULES = { ...ACTIONS_FIELD_RULES, ...FORM_OPTION_RULES } as const satisfies OptionRules

/**
 * Asks to press one of several buttons. With a `name`, it returns a field for `input_group` instead; as the last field, it replaces the group's own
 * buttons.
 *
 * @param buttons a `submit` button returns its value; `reset` restores the form's initial values; `cancel` ends the form with null
 * @returns the value of the pressed button; null if the button cancels
 * @throws TypeError at the call if an argument is invalid; the promise rejects as that of `input`
 * @example const sure = await actions('Delete all?', [['Yes', true], ['No', false]])
 */
export function actions<const Buttons extends readonly LooseAction[], const Name extends string>(
  label: string | undefined,
  buttons: Buttons & CheckedActions<Buttons>,
  options: ActionsOptions & { name: Name },
): InputItem<
  Name,
  SubmitValue<Buttons[number]>,
  CanCancel<Buttons[number]> extends true ? 'actions+cancel' : 'actions'
>
export function actions<const Buttons extends readonly LooseAction[]>(
  label: string | undefined,
  buttons: Buttons & CheckedActions<Buttons>,
  options?: ActionsOptions & { name?: undefined },
): Promise<SubmitValue<Buttons[number]> | (CanCancel<Buttons[number]> extends true ? null : never)>
export function actions(
  label: string | undefined = '',
  buttons: readonly ActionItem[],
  options?: object,
): unknown {
  checkArgument('actions', 'label', label, 'string')
  const checked = checkOptions<ActionsOptions & { name?: string }>('actions', options, ACTIONS_RULES)
  return askOrItem('actions', label, checked, (fieldLabel) =>
    actionsField('actions', fieldLabel, buttons, checked),
  )
}

/**
 * Creates the field of `actions` or `put_actions` from checked options.
 * @throws TypeError if a button is invalid
 */
export function actionsField(
  caller: string,
  label: string,
  buttons: unknown,
  checked: LooseFieldOptions,
): (name: string) => ActionsRuntime {
  checkArgument(caller, 'buttons', buttons, 'array')
  const list = (buttons as readonly unknown[]).map((item, index) => readAction(caller, item, index))
  const runtime = commonRuntime(caller, checked)
  return (name) => ({
    spec: { type: 'actions', ...commonSpec(name, label, checked), buttons: list },
    convert: (raw) => list.find((button) => button.id === raw)?.value ?? null,
    update: (fields, _spec, updater) => strictUpdate(updater, fields, { help_text: 'string' }),
    ...runtime,
  })
}

interface ActionsRuntime extends FieldRuntime {
  readonly spec: ActionsField
}

const ITEM_RULES = {
  label: 'any',
  value: 'any',
  type: ['submit', 'reset', 'cancel'],
  disabled: 'boolean',
  color: BUTTON_COLORS,
} as const satisfies OptionRules

function readAction(caller: string, item: unknown, index: number): ActionSpec {
  const where = `${caller}: buttons[${index}]`
  const { label, value, type = 'submit', disabled, color } = partsOf(where, item)
  if (value === undefined && type === 'submit' && !disabled) {
    throw new TypeError(`${where}: a button that submits must have a value.`)
  }
  return {
    id: index,
    label: toText(caller, `buttons[${index}] label`, label),
    value: value === undefined ? null : asJson(caller, `buttons[${index}] value`, value),
    type,
    ...withoutNulls({ disabled, color }),
  }
}

interface ActionParts {
  label?: unknown
  value?: unknown
  type?: ActionType
  disabled?: boolean
  color?: ButtonColor
}

function partsOf(where: string, item: unknown): ActionParts {
  if (Array.isArray(item)) {
    if (item.length < 2 || item.length > 4) {
      throw new TypeError(`${where}: an array must be [label, value, type, disabled], not ${describe(item)}.`)
    }
    const [label, value, type, disabled] = item as unknown[]
    return {
      ...checkOptions<ActionParts>(where, { type, disabled } as ActionParts, ITEM_RULES),
      label,
      value,
    }
  }
  if (!isPlainObject(item)) return { label: item, value: item }
  if (!('label' in item)) throw new TypeError(`${where}: an object must have a label.`)
  const { label, value } = item
  return { ...checkOptions<ActionParts>(where, item, ITEM_RULES), label, value }
}
