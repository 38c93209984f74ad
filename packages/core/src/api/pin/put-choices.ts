import type { OptionRules } from '../arguments'
import { checkOptions } from '../arguments'
import type { ActionItem, ActionsOptions } from '../input/actions'
import { ACTIONS_FIELD_RULES, actionsField } from '../input/actions'
import type {
  CheckboxFieldOptions,
  FinderFieldOptions,
  RadioFieldOptions,
  SelectFieldOptions,
  Values,
} from '../input/choices'
import { BOX_FIELD_RULES, checkboxField, radioField, SELECT_FIELD_RULES, selectField } from '../input/choices'
import type { FieldOptions } from '../input/field-options'
import { FIELD_OPTION_RULES } from '../input/field-options'
import type { CheckedFinder, OptionFinder } from '../input/option-finder'
import { LIST_OR_FINDER } from '../input/option-finder'
import type { CheckedItems, LooseItem } from '../input/option-list'
import type { Output } from '../output/handle/output'
import type { PinOptions } from './make-pin'
import { makePin, PIN_OPTION_RULES } from './make-pin'

/** The choices of a pin: values, [label, value, selected, disabled], or objects. */
interface Choices<Options> {
  options: Options & CheckedItems<Options>
}

export interface PutSelectOptions<Options extends readonly LooseItem[], Multiple extends boolean>
  extends PinOptions, Choices<Options>, SelectFieldOptions<Options, Multiple, unknown> {}

type LooseOptions = PinOptions & Choices<unknown> & Parameters<typeof selectField>[3]

const PUT_SELECT_RULES = { ...PIN_OPTION_RULES, ...SELECT_FIELD_RULES, options: LIST_OR_FINDER } as const

export interface PutFinderSelectOptions<Item extends LooseItem, Multiple extends boolean>
  extends
    PinOptions,
    Choices<OptionFinder<Item> & CheckedFinder<Item>>,
    FinderFieldOptions<Item, Multiple, boolean, unknown> {}

/**
 * Shows a list of choices without waiting for an answer: `pin` reads and writes it.
 * @param name letters, digits, - and _. An existing pin with this name expires
 * @param more `options`, a list or a function that finds them on the server while the person types, and the options of `select`
 * @throws TypeError or RangeError if an argument is invalid
 * @example put_select('customer', { label: 'Customer', options: (query, { signal }) => findCustomers(query, signal) })
 */
export function put_select<const Item extends LooseItem, const Multiple extends boolean = false>(
  name: string,
  more: PutFinderSelectOptions<Item, Multiple>,
): Output
export function put_select<
  const Options extends readonly LooseItem[],
  const Multiple extends boolean = false,
>(name: string, more: PutSelectOptions<Options, Multiple>): Output
export function put_select(name: string, more: object): Output {
  return putChoices('put_select', name, more, PUT_SELECT_RULES, pinnedSelectField)
}

/** The browser's own multiple-choice list is good only on touch screens: elsewhere, choosing a second option needs Ctrl. */
const pinnedSelectField: typeof selectField = (caller, label, options, checked) => {
  if (typeof options === 'function') return selectField(caller, label, options, checked)
  const { multiple, native = multiple ? 'touch' : true } = checked
  return selectField(caller, label, options, { ...checked, native })
}

export interface PutCheckboxOptions<Options extends readonly LooseItem[]>
  extends PinOptions, Choices<Options>, CheckboxFieldOptions<Values<Options>[], unknown> {}

const PUT_BOX_RULES = { ...PIN_OPTION_RULES, ...BOX_FIELD_RULES, options: 'array' } as const

/**
 * Shows checkboxes without waiting for an answer: `pin` reads and writes them.
 * @param name letters, digits, - and _. An existing pin with this name expires
 * @param more `options`, and the options of `checkbox`
 * @throws TypeError or RangeError if an argument is invalid
 */
export function put_checkbox<const Options extends readonly LooseItem[]>(
  name: string,
  more: PutCheckboxOptions<Options>,
): Output {
  return putChoices('put_checkbox', name, more, PUT_BOX_RULES, checkboxField)
}

export interface PutRadioOptions<Options extends readonly LooseItem[], Required extends boolean>
  extends PinOptions, Choices<Options>, RadioFieldOptions<Options, Required, unknown> {}

/**
 * Shows radio buttons without waiting for an answer: `pin` reads and writes them.
 * @param name letters, digits, - and _. An existing pin with this name expires
 * @param more `options`, and the options of `radio`
 * @throws TypeError or RangeError if an argument is invalid
 */
export function put_radio<const Options extends readonly LooseItem[], const Required extends boolean = false>(
  name: string,
  more: PutRadioOptions<Options, Required>,
): Output {
  return putChoices('put_radio', name, more, PUT_BOX_RULES, radioField)
}

function putChoices(
  caller: string,
  name: string,
  more: object,
  rules: OptionRules,
  makeField: typeof selectField,
): Output {
  const checked = checkOptions(caller, more as LooseOptions, rules)
  return makePin(caller, name, checked, (label) => makeField(caller, label, checked.options, checked))
}

export interface PutActionsOptions
  extends PinOptions, Pick<ActionsOptions, 'help_text'>, Pick<FieldOptions<unknown, unknown>, 'onchange'> {
  /** The buttons: a value, [label, value], or an object. All of them are of type `submit`. */
  buttons: readonly ActionItem[]
}

const PUT_ACTIONS_RULES = {
  ...PIN_OPTION_RULES,
  ...ACTIONS_FIELD_RULES,
  onchange: FIELD_OPTION_RULES.onchange,
  buttons: 'array',
} as const satisfies OptionRules

/**
 * Shows buttons without waiting for an answer: a click sets the pin to the button's value and submits nothing.
 * @param name letters, digits, - and _. An existing pin with this name expires
 * @param options `buttons`, `label`, `help_text`, `onchange`
 * @throws TypeError or RangeError if an argument is invalid; TypeError for a button that does not submit
 */
export function put_actions(name: string, options: PutActionsOptions): Output {
  const checked = checkOptions('put_actions', options, PUT_ACTIONS_RULES)
  return makePin('put_actions', name, checked, (label) => (pin) => {
    const field = actionsField('put_actions', label, checked.buttons, checked)(pin)
    for (const { type } of field.spec.buttons) {
      if (type !== 'submit')
        throw new TypeError(`put_actions: a pin takes only buttons of type "submit", not "${type}".`)
    }
    return field
  })
}
