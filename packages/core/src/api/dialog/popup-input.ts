import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions } from '../arguments'
import type { GroupValues, InputGroupOptions } from '../input/input-group'
import { input_group } from '../input/input-group'
import type { AnyInputItem } from '../input/input-item'
import { settled } from '../settled'
import type { PopupOptions } from '../output/popup'
import { askInPopup } from './ask-in-popup'
import type { FromArguments } from '../from-arguments'

/** Options of `popup_input`: the options of `input_group` and of the popup. */
export interface PopupInputOptions<List extends readonly AnyInputItem[], Cancelable extends boolean, Out>
  extends
    Omit<InputGroupOptions<List, Cancelable, Out>, 'scope'>,
    Pick<PopupOptions, 'size' | 'implicit_close'> {
  /** The person may close it without an answer: with Cancel, Escape, the close button or a click outside. @default true */
  cancelable?: Cancelable
}

const POPUP_INPUT_RULES = {
  validate: 'any',
  valid_func: 'any',
  cancelable: 'boolean',
  timeout: 'number',
  signal: 'signal',
  size: ['small', 'normal', 'large'],
  implicit_close: 'boolean',
} as const satisfies OptionRules

/**
 * Asks for several values in a popup form. The answer closes the popup.
 *
 * @param title heading of the popup
 * @param items fields: the results of input functions that are called with a `name`
 * @returns the values by name; null if the person closed the popup or pressed Cancel. Rejects as `input_group` does
 * @throws TypeError as `input_group` does
 * @example const login = await popup_input('Log in', [input('Name', { name: 'name' }), input('Password', { name: 'pw', type: PASSWORD })])
 */
export function popup_input<
  const List extends readonly AnyInputItem[],
  const Cancelable extends boolean = true,
  Out = GroupValues<List>,
>(
  title: string,
  items: List,
  options?: PopupInputOptions<List, Cancelable, Out>,
): Promise<FromArguments<Out> | (Cancelable extends true ? null : CancelOf<List>)> {
  if (Array.isArray(title))
    throw new TypeError('popup_input: the title comes first here: popup_input(title, items, options).')
  checkArgument('popup_input', 'title', title, 'string')
  checkArgument('popup_input', 'items', items, 'array')
  const {
    size = 'normal',
    implicit_close,
    cancelable = true,
    ...form
  } = checkOptions(
    'popup_input',
    options as PopupInputOptions<List, boolean, Out> | undefined,
    POPUP_INPUT_RULES,
  )
  const look = { size, closable: cancelable, ...(implicit_close !== undefined && { implicit_close }) }
  const answer = askInPopup('popup_input', title, undefined, look, () =>
    input_group<List, boolean, Out>('', items, { ...form, cancelable }),
  )
  return settled(answer) as Promise<FromArguments<Out> | (Cancelable extends true ? null : CancelOf<List>)>
}

/** Null if one of the items is a cancel button. */
type CancelOf<List extends readonly AnyInputItem[]> = Extract<
  Awaited<ReturnType<typeof input_group<List, false, never>>>,
  null
>
