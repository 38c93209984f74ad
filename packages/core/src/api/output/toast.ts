import type { Session } from '../../engine/session'
import type { Message } from '../../protocol/messages'
import { TOASTS_ID } from '../../protocol/output-spec'
import type { OptionRules } from '../arguments'
import { checkOptions } from '../arguments'
import { liveContext } from '../live-context'
import { toText } from '../text'

export interface ToastOptions {
  /** Seconds; with 0, it stays until it is closed. @default 2 */
  duration?: number
  /** Position at the top of the page. @default 'center' */
  position?: 'left' | 'center' | 'right'
  /** `info`, `error`, `warn`, `success`, or a hex color such as `#1565c0`. @default 'info' */
  color?: string
  /** Called by a click, which also removes the toast. */
  onclick?: () => unknown
}

const SHOWN_RULES = {
  duration: 'number',
  position: ['left', 'center', 'right'],
  color: 'string',
} as const satisfies OptionRules

const TOAST_RULES = { ...SHOWN_RULES, onclick: 'function' } as const satisfies OptionRules

const COLOR = /^(info|error|warn|success|#([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8}))$/i

/**
 * Shows a short message on top of the page. It stays while the pointer is over it.
 * @throws RangeError for a negative duration or an unknown color
 */
export function toast(content: unknown, options?: ToastOptions): void {
  const context = liveContext('toast')
  const { onclick, ...given } = checkOptions('toast', options, TOAST_RULES)
  const { content: text, ...shown } = checkedToast('toast', content, given)
  showToast(context.session, text, { ...shown, ...(onclick && { onclick }) })
}

/**
 * The node of a toast without a callback, from checked options and defaults.
 * @throws TypeError or RangeError if an option is invalid
 */
export function checkedToast(
  caller: string,
  content: unknown,
  options?: Omit<ToastOptions, 'onclick'>,
): { content: string } & Required<Omit<ToastOptions, 'onclick'>> {
  const { duration = 2, position = 'center', color = 'info' } = checkOptions(caller, options, SHOWN_RULES)
  if (duration < 0) throw new RangeError(`${caller}: duration must be 0 or more seconds, not ${duration}.`)
  if (!COLOR.test(color)) {
    throw new RangeError(
      `${caller}: color must be info, error, warn, success or a hex color, not ${JSON.stringify(color)}.`,
    )
  }
  return { content: toText(caller, 'content', content), duration, position, color }
}

/** Shows a toast from checked options, with a text of the author or of the page. */
export function showToast(
  session: Session,
  content: Message,
  { duration = 2, position = 'center', color = 'info', onclick }: ToastOptions,
): void {
  const id = session.view.newId()
  session.view.command({
    type: 'output-insert',
    parent: TOASTS_ID,
    outputs: [{ id, type: 'toast', content, duration, position, color, ...(onclick && { clickable: true }) }],
  })
  if (onclick) session.view.listen(id, [{ key: 'click', run: () => onclick(), once: true }])
}
