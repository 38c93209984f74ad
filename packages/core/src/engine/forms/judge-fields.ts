import type { FormSubmitEvent } from '../../protocol/events'
import type { ActionSpec, FieldSpec, RawValue } from '../../protocol/input-spec'
import type { Message } from '../../protocol/messages'
import type { TaskPath } from '../tasks/task-path'
import type { Checked, FieldRuntime } from './form-spec'

/** A submit that is being judged. */
export interface Submit {
  readonly event: FormSubmitEvent
  readonly pressed: ActionSpec | null
  /** Number of the event. */
  readonly n: number
  readonly path: TaskPath
  /** The specs of the fields with searched options, as they were when the submit came. */
  readonly searched: ReadonlyMap<string, FieldSpec> | undefined
  readonly values: Record<string, unknown>
  readonly errors: Record<string, Message | null>
  isGood: boolean
}

/**
 * Judges the values of a submit, one field after the other, and notes them in it.
 * @param check applies all rules of a field to a value
 * @param emptyOf the value of a field that the page has not sent
 * @returns a promise if a rule is asynchronous; otherwise it has ended
 */
export function judgeFields(
  submit: Submit,
  fields: readonly FieldRuntime[],
  check: (field: FieldRuntime, raw: RawValue) => Checked | Promise<Checked>,
  emptyOf: (name: string) => RawValue,
): Promise<void> | void {
  const judgeFrom = (index: number): Promise<void> | void => {
    for (let at = index; at < fields.length; at++) {
      const field = fields[at]!
      const { name, type } = field.spec
      if (type === 'actions') submit.values[name] = pressedValue(submit, name)
      else {
        const { values } = submit.event
        const checked = check(field, Object.hasOwn(values, name) ? values[name]! : emptyOf(name))
        if (checked instanceof Promise)
          return checked.then((later) => (note(submit, name, later), judgeFrom(at + 1)))
        note(submit, name, checked)
      }
    }
  }
  return judgeFrom(0)
}

/** The value of the button that submitted, if it is one of this field. */
function pressedValue({ event, pressed }: Submit, field: string): unknown {
  return event.action?.field === field && pressed ? pressed.value : null
}

function note(submit: Submit, name: string, checked: Checked): void {
  submit.errors[name] = checked.ok ? null : checked.message
  if (checked.ok) submit.values[name] = checked.value
  else submit.isGood = false
}
