import type { PinMark } from '../../engine/forms/pins'
import { contextIfAny } from '../live-context'
import type { Session } from '../../engine/session'
import type { NodeId } from '../../protocol/output-spec'
import type { OptionRules } from '../arguments'
import { checkArgument } from '../arguments'

const MARK_RULES = {
  // PyWebIO's 0, like null, removes the mark.
  valid_status: [true, false, 0],
  invalid_feedback: 'string',
  valid_feedback: 'string',
} as const satisfies OptionRules

/**
 * Changes a pin: parameters of its function, and its mark.
 * @returns false if it is not on the page
 * @throws TypeError or RangeError if a parameter cannot be changed in this way
 */
export function updatePin(
  session: Session,
  pin: string | NodeId,
  fields: Readonly<Record<string, unknown>>,
  caller: string,
): boolean {
  checkArgument(caller, 'fields', fields, 'object')
  const mark: Record<string, unknown> = {}
  const others: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    const rule = Object.hasOwn(MARK_RULES, name) ? MARK_RULES[name as keyof typeof MARK_RULES] : undefined
    if (rule) checkArgument(caller, name, value, rule, false)
    if (rule && value !== undefined) mark[name] = value === 0 ? null : value
    if (!rule) others[name] = value
  }
  const context = contextIfAny()
  const seen = context?.session === session ? context.task.seen : undefined
  return session.pins.update(pin, others, mark as PinMark, caller, seen)
}
