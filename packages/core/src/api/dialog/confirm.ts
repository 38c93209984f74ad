import type { ButtonColor } from '../../protocol/output-spec'
import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions, describe } from '../arguments'
import { actions } from '../input/actions'
import type { FormOptions } from '../input/input-item'
import { FORM_OPTION_RULES } from '../input/input-item'
import { settled } from '../settled'
import { input_group } from '../input/input-group'
import type { Content } from '../output/handle/content'
import { discardingOnError } from '../output/handle/discard-outputs'
import { BUTTON_COLORS } from '../button-colors'
import { askInPopup } from './ask-in-popup'

/** Options of `confirm`. */
export interface ConfirmOptions extends Pick<FormOptions, 'timeout' | 'signal'> {
  /** Label of the button for true. @default 'OK' */
  ok?: string
  /** Label of the button for false. @default 'Cancel' */
  cancel?: string
  /** Color of the button for true: use `danger` for actions that cannot be undone. @default 'primary' */
  color?: ButtonColor
}

const CONFIRM_RULES = {
  ok: 'string',
  cancel: 'string',
  color: BUTTON_COLORS,
  timeout: FORM_OPTION_RULES.timeout,
  signal: FORM_OPTION_RULES.signal,
} as const satisfies OptionRules

/**
 * Asks a question in a popup with two buttons and waits for the answer, which closes the popup.
 *
 * @param title the question
 * @param content outputs and texts below it
 * @returns true for OK; false for Cancel, Escape, the close button and a click outside. Rejects with InputCancelledException if `timeout` or
 * `signal` withdraws the question, and with SessionClosedException if the session ends before the answer
 * @throws TypeError if an argument is of the wrong type; RangeError for a timeout of 0 or less
 * @example if (await confirm('Delete the file?', 'It cannot be restored.', { ok: 'Delete', color: 'danger' })) await unlink(file)
 */
export function confirm(title: string, content?: Content, options?: ConfirmOptions): Promise<boolean> {
  return discardingOnError([content], () => {
    checkArgument('confirm', 'title', title, 'string')
    if (typeof content === 'function')
      throw new TypeError(`confirm: content must be outputs and texts, not ${describe(content)}.`)
    const {
      ok = 'OK',
      cancel = 'Cancel',
      color = 'primary',
      ...form
    } = checkOptions('confirm', options, CONFIRM_RULES)
    const answer = askInPopup('confirm', title, content, {}, () => {
      const buttons = actions(
        '',
        [
          { label: ok, value: true, color },
          { label: cancel, type: 'cancel' },
        ],
        {
          name: 'confirmed',
        },
      )
      return input_group('', [buttons], { ...form, cancelable: true })
    })
    return settled(answer.then((given) => given !== null))
  })
}
