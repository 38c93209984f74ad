import type { CallbackOptions } from '../../engine/tasks/callbacks'
import type { HandlerSpec } from '../../engine/outputs/pending-output'
import type { ButtonColor, ButtonSpec } from '../../protocol/output-spec'
import type { OptionRules, Rule } from '../arguments'
import { checkArgument, checkOptions, describe, isPlainObject } from '../arguments'
import { BUTTON_COLORS } from '../button-colors'
import { withoutNulls } from '../without-nulls'
import { shortcutOf } from '../shortcut'
import { toText } from '../text'
import type { Writable } from '../writable'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { OutputKind } from './handle/output-kind'

/** The look of buttons. */
export interface ButtonLookOptions {
  /** @default false */
  small?: boolean
  /** Looks like a link, regardless of `outline` and colors. @default false */
  link_style?: boolean
  /** Only the border is colored. @default false */
  outline?: boolean
}

export interface ButtonOptions extends OutputOptions, ButtonLookOptions {
  /** @default 'primary' */
  color?: ButtonColor
  /** @default false */
  disabled?: boolean
  /**
   * Keys that press the button: `mod+s` is Ctrl+S, and ⌘S on a Mac. Modifiers are `mod`, `ctrl`, `alt`, `shift` and `meta`; keys are letters,
   * digits, `enter`, `escape`, `delete`, `space`, arrows (`up`) and `f1` to `f12`. They work while the focus is in the application and no popup
   * covers the button; keys without a modifier do not work while a field has the focus.
   */
  shortcut?: string
}

const LOOK_RULES = {
  small: 'boolean',
  link_style: 'boolean',
  outline: 'boolean',
} as const satisfies OptionRules

const BUTTON_RULES = {
  ...OUTPUT_OPTION_RULES,
  ...LOOK_RULES,
  color: BUTTON_COLORS,
  disabled: 'boolean',
  shortcut: 'string',
} as const satisfies OptionRules

interface ButtonParams extends Omit<ButtonOptions, keyof OutputOptions> {
  readonly label: string
  readonly onclick: () => unknown
}

const BUTTON: OutputKind<ButtonParams> = {
  name: 'put_button',
  parameters: { label: 'any', onclick: 'function' },
  options: BUTTON_RULES,
  leaf: true,
  build(id, { label, onclick, shortcut, ...look }) {
    checkArgument('put_button', 'onclick', onclick, 'function')
    const keys = shortcutOf('put_button', shortcut)
    return {
      id,
      type: 'button',
      label: toText('put_button', 'label', label),
      ...withoutNulls({ ...look, shortcut: keys }),
    }
  },
  handlers: ({ onclick }) => [{ key: 0, run: () => onclick() }],
}

/**
 * Shows a button. Each click calls `onclick` as a separate task in scope ROOT; several clicks run several tasks at once.
 * @throws TypeError if `onclick` is not a function
 */
export function put_button(label: string, onclick: () => unknown, options?: ButtonOptions): Output {
  return makeOutput(BUTTON, { label, onclick }, options)
}

/** One of several buttons: an object, [label, value], or a single value for both. A value can be anything, because it stays on the server. */
export type ButtonsItem =
  | string
  | number
  | boolean
  | readonly [label: string, value: unknown]
  | {
      readonly label: string
      readonly value: unknown
      readonly color?: ButtonColor
      readonly disabled?: boolean
      /** Keys that press it, as for `put_button`. */
      readonly shortcut?: string
    }

/** The type of the value of a button. */
export type ButtonsValue<Item> = Item extends readonly [string, infer Value]
  ? Writable<Value>
  : Item extends { readonly label: string; readonly value: infer Value }
    ? Writable<Value>
    : Item

export interface ButtonsOptions extends OutputOptions, ButtonLookOptions, CallbackOptions {
  /** Drawn as one connected bar. @default false */
  group?: boolean
}

const BUTTONS_RULES = {
  ...OUTPUT_OPTION_RULES,
  ...LOOK_RULES,
  group: 'boolean',
  serial_mode: 'boolean',
  mutex_mode: 'boolean',
  once: 'boolean',
} as const satisfies OptionRules

interface ButtonsParams extends Omit<ButtonsOptions, keyof OutputOptions> {
  readonly buttons: readonly unknown[]
  readonly onclick: ((value: never) => unknown) | readonly (() => unknown)[]
}

const BUTTONS: OutputKind<ButtonsParams> = {
  name: 'put_buttons',
  parameters: { buttons: 'array', onclick: 'any' },
  options: BUTTONS_RULES,
  leaf: true,
  build(id, { buttons, onclick, small, link_style, outline, group }) {
    checkArgument('put_buttons', 'buttons', buttons, 'array')
    checkHandlers(buttons, onclick)
    const specs = buttons.map((button, index) => readButton(button, index).spec)
    return { id, type: 'buttons', buttons: specs, ...withoutNulls({ small, link_style, outline, group }) }
  },
  handlers: handlersOf,
}

/**
 * Shows several buttons.
 *
 * @param onclick a function that is called with the value of the button, or an array with one function per button. Each call is a separate task in
 * scope ROOT
 * @param options `serial_mode`: while it runs, all later callbacks of the session wait; `mutex_mode`: while it runs, further clicks are ignored;
 * `once`: each button works once and is then disabled
 * @throws TypeError if a button is malformed, or the numbers of functions and buttons differ
 * @example put_buttons([['Edit', 'edit'], ['Delete', 'delete']], (choice) => apply(choice, row))
 */
export function put_buttons<const Buttons extends readonly ButtonsItem[]>(
  buttons: Buttons,
  onclick: ((value: ButtonsValue<Buttons[number]>) => unknown) | readonly (() => unknown)[],
  options?: ButtonsOptions,
): Output {
  return makeOutput(BUTTONS, { buttons, onclick }, options)
}

const FUNCTIONS: Rule = {
  must: 'a function, or an array of functions',
  kind: (value: unknown) => Array.isArray(value) && value.every((one) => typeof one === 'function'),
}

function checkHandlers(buttons: readonly unknown[], onclick: ButtonsParams['onclick']): void {
  if (typeof onclick === 'function') return
  checkArgument('put_buttons', 'onclick', onclick, FUNCTIONS)
  if (onclick.length !== buttons.length) {
    throw new TypeError(`put_buttons: onclick has ${onclick.length} functions for ${buttons.length} buttons.`)
  }
}

function handlersOf({ buttons, onclick, serial_mode, mutex_mode, once }: ButtonsParams): HandlerSpec[] {
  const options = withoutNulls({ serial_mode, mutex_mode, once })
  return buttons.map((button, key) => {
    const { value } = readButton(button, key)
    const run =
      typeof onclick === 'function'
        ? () => (onclick as (value: unknown) => unknown)(value)
        : () => onclick[key]?.()
    return { key, run, ...options }
  })
}

const BUTTON_ITEM_RULES = {
  label: 'any',
  value: 'any',
  color: BUTTON_COLORS,
  disabled: 'boolean',
  shortcut: 'string',
} as const satisfies OptionRules

function readButton(button: unknown, index: number): { readonly spec: ButtonSpec; readonly value: unknown } {
  const caller = `put_buttons: buttons[${index}]`
  if (Array.isArray(button)) {
    if (button.length !== 2)
      throw new TypeError(`${caller}: an array must be [label, value], not ${describe(button)}.`)
    return { spec: { label: toText('put_buttons', `buttons[${index}] label`, button[0]) }, value: button[1] }
  }
  if (!isPlainObject(button))
    return { spec: { label: toText('put_buttons', `buttons[${index}]`, button) }, value: button }
  if (!('label' in button) || !('value' in button)) {
    throw new TypeError(`${caller}: an object must have label and value.`)
  }
  const { label, value } = button
  const { color, disabled, shortcut } = checkOptions<{
    label?: unknown
    value?: unknown
    color?: ButtonColor
    disabled?: boolean
    shortcut?: string
  }>(caller, button, BUTTON_ITEM_RULES)
  return {
    spec: {
      label: toText('put_buttons', 'label', label),
      ...withoutNulls({ color, disabled, shortcut: shortcutOf(caller, shortcut) }),
    },
    value,
  }
}
