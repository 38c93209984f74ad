import type { FieldRuntime, OptionSource } from '../../engine/forms/form-spec'
import type { CheckboxField, OptionSpec, RadioField, SelectField } from '../../protocol/input-spec'
import type { Json } from '../../protocol/json'
import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions } from '../arguments'
import type { FieldOptions, LooseFieldOptions } from './field-options'
import { commonRuntime, commonSpec, FIELD_OPTION_RULES, strictUpdate } from './field-options'
import type { FormOptions, InputItem } from './input-item'
import { askOrItem, FORM_OPTION_RULES } from './input-item'
import type { CheckedFinder, OptionFinder } from './option-finder'
import { finderReader, LIST_OR_FINDER, readChosen } from './option-finder'
import type { CheckedItems, LooseItem, OptionItem, OptionValue } from './option-list'
import { keepSelected, markSelected, readOptions } from './option-list'
import type { FromArguments } from '../from-arguments'

const CHOICE_FIELD_RULES = {
  ...FIELD_OPTION_RULES,
  value: 'any',
  required: 'boolean',
} as const satisfies OptionRules

/** Options that all choice functions share. */
interface ChoiceFieldOptions<In, Out> extends FieldOptions<In, Out> {
  /** Selects the option with this value, or the options with the values in this array. A value without an option is refused. */
  value?: Json | NoInfer<In>
  required?: boolean
}

/** The values of a list of choices. */
export type Values<Options extends readonly LooseItem[]> = OptionValue<Options[number]>

/** The result of a select. */
export type SelectValue<
  Options extends readonly LooseItem[],
  Multiple extends boolean,
> = Multiple extends true ? Values<Options>[] : Values<Options>

/** Options that `select` and `put_select` share. */
export interface SelectFieldOptions<
  Options extends readonly LooseItem[],
  Multiple extends boolean,
  Out,
> extends ChoiceFieldOptions<SelectValue<Options, Multiple>, Out> {
  /** @default false */
  multiple?: Multiple
  /**
   * `false`: a searchable list instead of the browser's own control.
   * @default true; for a `put_select` with `multiple`, true on phones and tablets and false elsewhere
   */
  native?: boolean
}

export interface SelectOptions<Options extends readonly LooseItem[], Multiple extends boolean, Out>
  extends SelectFieldOptions<Options, Multiple, Out>, FormOptions {}

/** The result of a select with searched options: null if nothing was chosen, unless it is required. */
export type FoundValue<
  Item extends LooseItem,
  Multiple extends boolean,
  Required extends boolean,
> = Multiple extends true
  ? OptionValue<Item>[]
  : Required extends true
    ? OptionValue<Item>
    : OptionValue<Item> | null

/** Options that `select` and `put_select` share if their options are searched. */
export interface FinderFieldOptions<
  Item extends LooseItem,
  Multiple extends boolean,
  Required extends boolean,
  Out,
> extends FieldOptions<FoundValue<Item, Multiple, Required>, Out> {
  /** The initial choice: an option, which provides the label; with `multiple` an array of options. A bare value is its own label. */
  value?: OptionItem | NoInfer<Item> | readonly (OptionItem | NoInfer<Item>)[]
  /** Something must be chosen. Otherwise a choice can be undone. @default false */
  required?: Required
  /** @default false */
  multiple?: Multiple
}

export interface FinderSelectOptions<
  Item extends LooseItem,
  Multiple extends boolean,
  Required extends boolean,
  Out,
>
  extends FinderFieldOptions<Item, Multiple, Required, Out>, FormOptions {}

/** The rules that `select` and `put_select` share, without the options. */
export const SELECT_FIELD_RULES = {
  ...CHOICE_FIELD_RULES,
  multiple: 'boolean',
  native: 'boolean',
} as const satisfies OptionRules

const SELECT_RULES = { ...SELECT_FIELD_RULES, ...FORM_OPTION_RULES } as const satisfies OptionRules

/**
 * Asks to choose from a list. With a `name`, it returns a field for `input_group` instead.
 * @param options the choices: a value, [label, value, selected, disabled], or an object. Or a function that finds them on the server while the
 * person types: only offered options can be chosen
 * @returns the value of the chosen option; with `multiple` an array, in the order of the options. With a search function, null if nothing was
 * chosen, unless it is `required`
 * @throws TypeError at the call if an argument is invalid; the promise rejects as that of `input`. If the search function throws, the error is
 * logged, and the person sees that the search failed
 * @example const gift = await select('Gift', ['keyboard', 'ipad'])  // 'keyboard' | 'ipad'
 * @example const id = await select('Customer', async (query, { signal }) => await findCustomers(query, signal), { required: true })
 */
export function select<
  const Item extends LooseItem,
  const Name extends string,
  const Multiple extends boolean = false,
  const Required extends boolean = false,
  Out = FoundValue<Item, Multiple, Required>,
>(
  label: string | undefined,
  options: OptionFinder<Item> & CheckedFinder<Item>,
  more: FinderSelectOptions<Item, Multiple, Required, Out> & { name: Name },
): InputItem<Name, FromArguments<Out>, 'field'>
export function select<
  const Item extends LooseItem,
  const Multiple extends boolean = false,
  const Required extends boolean = false,
  Out = FoundValue<Item, Multiple, Required>,
>(
  label: string | undefined,
  options: OptionFinder<Item> & CheckedFinder<Item>,
  more?: FinderSelectOptions<Item, Multiple, Required, Out> & { name?: undefined },
): Promise<FromArguments<Out>>
export function select<
  const Options extends readonly LooseItem[],
  const Name extends string,
  const Multiple extends boolean = false,
  Out = SelectValue<Options, Multiple>,
>(
  label: string | undefined,
  options: Options & CheckedItems<Options>,
  more: SelectOptions<Options, Multiple, Out> & { name: Name },
): InputItem<Name, FromArguments<Out>, 'field'>
export function select<
  const Options extends readonly LooseItem[],
  const Multiple extends boolean = false,
  Out = SelectValue<Options, Multiple>,
>(
  label: string | undefined,
  options: Options & CheckedItems<Options>,
  more?: SelectOptions<Options, Multiple, Out> & { name?: undefined },
): Promise<FromArguments<Out>>
export function select(
  label: string | undefined = '',
  options: readonly OptionItem[] | OptionFinder,
  more?: object,
): unknown {
  checkArgument('select', 'label', label, 'string')
  const checked = checkOptions<LooseChoice & FormOptions>('select', more, SELECT_RULES)
  return askOrItem('select', label, checked, (fieldLabel) =>
    selectField('select', fieldLabel, options, checked),
  )
}

/** Creates the field of `select` or `put_select` from checked options. */
export const selectField: ChoiceFieldMaker = (caller, label, options, checked) => {
  const { multiple, native } = checked
  checkArgument(caller, 'options', options, LIST_OR_FINDER)
  const isFinder = typeof options === 'function'
  if (isFinder && native === true)
    throw new RangeError(
      `${caller}: native cannot be true if a function finds the options: the browser's own list cannot be searched.`,
    )
  return choiceField(caller, label, options, checked, (common, list): SelectField => ({
    type: 'select',
    ...common,
    options: list,
    ...(multiple && { multiple }),
    ...(isFinder && { source: 1 }),
    ...((native === false || native === 'touch') && { native }),
  }))
}

/** Options that `checkbox` and `put_checkbox` share. */
export interface CheckboxFieldOptions<In, Out> extends ChoiceFieldOptions<In, Out> {
  /** Shows the options side by side. @default false */
  inline?: boolean
}

export interface CheckboxOptions<In, Out> extends CheckboxFieldOptions<In, Out>, FormOptions {}

/** The rules that `checkbox`, `radio` and their pins share, without the options. */
export const BOX_FIELD_RULES = { ...CHOICE_FIELD_RULES, inline: 'boolean' } as const satisfies OptionRules

const BOX_RULES = { ...BOX_FIELD_RULES, ...FORM_OPTION_RULES } as const satisfies OptionRules

/**
 * Asks to tick any number of options. With a `name`, it returns a field for `input_group` instead.
 * @returns the values of the ticked options, in the order of the options
 * @throws TypeError at the call if an argument is invalid; the promise rejects as that of `input`
 */
export function checkbox<
  const Options extends readonly LooseItem[],
  const Name extends string,
  Out = Values<Options>[],
>(
  label: string | undefined,
  options: Options & CheckedItems<Options>,
  more: CheckboxOptions<Values<Options>[], Out> & { name: Name },
): InputItem<Name, FromArguments<Out>, 'field'>
export function checkbox<const Options extends readonly LooseItem[], Out = Values<Options>[]>(
  label: string | undefined,
  options: Options & CheckedItems<Options>,
  more?: CheckboxOptions<Values<Options>[], Out> & { name?: undefined },
): Promise<FromArguments<Out>>
export function checkbox(
  label: string | undefined = '',
  options: readonly OptionItem[],
  more?: object,
): unknown {
  checkArgument('checkbox', 'label', label, 'string')
  const checked = checkOptions<LooseChoice & FormOptions>('checkbox', more, BOX_RULES)
  return askOrItem('checkbox', label, checked, (fieldLabel) =>
    checkboxField('checkbox', fieldLabel, options, checked),
  )
}

/** Creates the field of `checkbox` or `put_checkbox` from checked options. */
export const checkboxField: ChoiceFieldMaker = (caller, label, options, checked) =>
  choiceField(caller, label, options, checked, (common, list): CheckboxField => ({
    type: 'checkbox',
    ...common,
    options: list,
    ...(checked.inline && { inline: true }),
  }))

/** The result of a radio: null if nothing was chosen, unless it is required. */
export type RadioValue<Options extends readonly LooseItem[], Required extends boolean> = Required extends true
  ? Values<Options>
  : Values<Options> | null

/** Options that `radio` and `put_radio` share. */
export interface RadioFieldOptions<
  Options extends readonly LooseItem[],
  Required extends boolean,
  Out,
> extends ChoiceFieldOptions<RadioValue<Options, Required>, Out> {
  required?: Required
  /** Shows the options side by side. @default false */
  inline?: boolean
}

export interface RadioOptions<Options extends readonly LooseItem[], Required extends boolean, Out>
  extends RadioFieldOptions<Options, Required, Out>, FormOptions {}

/**
 * Asks to pick one option. With a `name`, it returns a field for `input_group` instead.
 * @returns the value of the picked option; null if none was picked, unless it is `required`
 * @throws TypeError at the call if an argument is invalid, RangeError if it is required and has no options; the promise rejects as that of `input`
 */
export function radio<
  const Options extends readonly LooseItem[],
  const Name extends string,
  const Required extends boolean = false,
  Out = RadioValue<Options, Required>,
>(
  label: string | undefined,
  options: Options & CheckedItems<Options>,
  more: RadioOptions<Options, Required, Out> & { name: Name },
): InputItem<Name, FromArguments<Out>, 'field'>
export function radio<
  const Options extends readonly LooseItem[],
  const Required extends boolean = false,
  Out = RadioValue<Options, Required>,
>(
  label: string | undefined,
  options: Options & CheckedItems<Options>,
  more?: RadioOptions<Options, Required, Out> & { name?: undefined },
): Promise<FromArguments<Out>>
export function radio(
  label: string | undefined = '',
  options: readonly OptionItem[],
  more?: object,
): unknown {
  checkArgument('radio', 'label', label, 'string')
  const checked = checkOptions<LooseChoice & FormOptions>('radio', more, BOX_RULES)
  if (checked.required && Array.isArray(options) && options.length === 0) {
    throw new RangeError('radio: it is required but has no options, so nobody could answer. Give it options.')
  }
  return askOrItem('radio', label, checked, (fieldLabel) => radioField('radio', fieldLabel, options, checked))
}

/** Creates the field of `radio` or `put_radio` from checked options. */
export const radioField: ChoiceFieldMaker = (caller, label, options, checked) =>
  choiceField(caller, label, options, checked, (common, list): RadioField => ({
    type: 'radio',
    ...common,
    options: list,
    ...(checked.inline && { inline: true }),
  }))

/** Checked options of a choice field, without the author's types. */
interface LooseChoice extends LooseFieldOptions {
  name?: string
  value?: unknown
  multiple?: boolean
  native?: SelectField['native']
  inline?: boolean
}

type ChoiceField = SelectField | CheckboxField | RadioField

type ChoiceFieldMaker = (
  caller: string,
  label: string,
  options: unknown,
  checked: LooseChoice,
) => (name: string) => FieldRuntime

/** The parts that all three share. */
function choiceField(
  caller: string,
  label: string,
  options: unknown,
  checked: LooseChoice,
  makeSpec: (common: ReturnType<typeof commonSpec>, list: readonly OptionSpec[]) => ChoiceField,
): (name: string) => FieldRuntime {
  const { multiple = false } = checked
  const list = isFinder(options)
    ? readChosen(caller, checked.value, multiple).map((option, id) => ({ id, ...option }))
    : readOptions(caller, options, checked.value)
  const runtime = commonRuntime(caller, checked)
  return (name) => {
    let nextId = list.length
    const newId = (): number => nextId++
    const sourceOf = (find: OptionFinder): OptionSource => ({ read: finderReader(caller, find), newId })
    return {
      spec: makeSpec(commonSpec(name, label, checked), list),
      convert: (raw, spec) => chosenValue(raw, spec as ChoiceField),
      source: isFinder(options) ? sourceOf(options) : undefined,
      sourceIn({ options: given }) {
        if (given === undefined || given === null) return undefined
        return isFinder(given) ? sourceOf(given) : null
      },
      update(fields, spec, updater) {
        const isSelect = spec.type === 'select'
        const known = strictUpdate(updater, fields, isSelect ? SELECT_UPDATABLE : UPDATABLE)
        const { options: given, value, ...rest } = known
        const hasValue = 'value' in known
        if (given === undefined && !hasValue) return rest
        const before = (spec as ChoiceField).options
        if (isSelect && (isFinder(given) || (given === undefined && spec.source !== undefined))) {
          const kept = isFinder(given) ? [] : before.map(unselected)
          const chosen = readChosen(updater, value, multiple).map((option) => ({
            id: before.find((one) => isSameValue(one, option))?.id ?? newId(),
            ...option,
          }))
          const others = kept.filter((option) => !chosen.some(({ id }) => id === option.id))
          const source = isFinder(given) && { source: (spec.source ?? 0) + 1, found: null }
          return { ...rest, options: [...chosen, ...others], ...source }
        }
        // Options before the value, so that one update can set both.
        const after =
          given === undefined ? before.map(unselected) : readOptions(updater, given, undefined, nextId)
        if (given !== undefined) nextId += after.length
        // Rule V3: a choice stays, unless the update sets the value.
        const isChosen = hasValue || after.some((option) => option.selected)
        return {
          ...rest,
          options: isChosen
            ? markSelected(updater, after, value)
            : keepSelected(after, valuesOfSelected(before)),
          ...(isSelect && spec.source !== undefined && { source: null, found: null }),
        }
      },
      ...runtime,
    }
  }
}

function isFinder(options: unknown): options is OptionFinder {
  return typeof options === 'function'
}

function isSameValue(a: Pick<OptionSpec, 'value'>, b: Pick<OptionSpec, 'value'>): boolean {
  return JSON.stringify(a.value) === JSON.stringify(b.value)
}

const UPDATABLE = {
  help_text: 'string',
  required: 'boolean',
  options: 'array',
  value: 'any',
  native: 'boolean',
} as const satisfies OptionRules

const SELECT_UPDATABLE = { ...UPDATABLE, options: LIST_OR_FINDER } as const satisfies OptionRules

function valuesOfSelected(options: readonly OptionSpec[]): Json[] {
  return options.flatMap((option) => (option.selected ? [option.value] : []))
}

function unselected({ selected: _, ...option }: OptionSpec): OptionSpec {
  return option
}

function chosenValue(raw: unknown, spec: ChoiceField): unknown {
  if (Array.isArray(raw)) {
    const ids = new Set(raw as number[])
    return spec.options.filter((option) => ids.has(option.id)).map((option) => option.value)
  }
  // A disabled option is not a choice, even if a list shows it first.
  return spec.options.find((option) => option.id === raw && !option.disabled)?.value ?? null
}
