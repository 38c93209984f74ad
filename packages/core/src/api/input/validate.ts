import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { CheckedGroup, CheckGroup } from '../../engine/forms/form-spec'
import type { Message } from '../../protocol/messages'
import { describe } from '../arguments'
import { currentContext } from '../live-context'
import { INVALID, isSchema, messageOf, saysNothing } from '../field-check'

export { fieldCheck } from '../field-check'
export type { FieldValidator, ValidationResult } from '../field-check'

/**
 * The result of a group's `validate` function: nothing or an empty message if all values are valid, otherwise the name of a field and its
 * message.
 */
export type GroupValidationResult<Names extends string = string> =
  readonly [name: Names, message: string] | null | undefined | void

/** A rule for the values of a group. */
export type GroupValidator<In, Names extends string = string> = (
  values: In,
) => GroupValidationResult<Names> | PromiseLike<GroupValidationResult<Names>>

/**
 * Creates the check of a group from the author's rule.
 * @throws TypeError if the rule is neither a function nor a Standard Schema. The check itself rejects with a TypeError if the function returns
 * anything but null or [name, message]
 */
export function groupCheck(
  caller: string,
  validate: unknown,
  names: readonly string[],
): CheckGroup | undefined {
  if (validate === undefined || validate === null) return undefined
  if (isSchema(validate)) {
    return (values) => keepingForm(caller, names, () => groupBySchema(validate, values, names))
  }
  if (typeof validate !== 'function') {
    throw new TypeError(
      `${caller}: validate must be a function or a Standard Schema, not ${describe(validate)}.`,
    )
  }
  return async (values): Promise<CheckedGroup> => {
    let result: unknown
    const failed = await keepingForm(caller, names, async () => {
      result = await (validate as (values: unknown) => unknown)(values)
      return null
    })
    return failed ?? groupVerdict(caller, result, values, names)
  }
}

/** Runs an author's rule. If it throws, the person must not lose what they typed: the form stays, with a general message. */
async function keepingForm<T>(
  caller: string,
  names: readonly string[],
  run: () => Promise<T>,
): Promise<T | CheckedGroup> {
  try {
    return await run()
  } catch (error) {
    currentContext(caller).session.log.ignored(`validate of ${caller}`, error)
    return { ok: false, errors: { [names[0] as string]: INVALID } }
  }
}

/**
 * @throws TypeError if the result is anything but null or [name, message]
 */
function groupVerdict(
  caller: string,
  result: unknown,
  values: Readonly<Record<string, unknown>>,
  names: readonly string[],
): CheckedGroup {
  if (saysNothing(result)) return { ok: true, values }
  if (Array.isArray(result) && result.length === 2) {
    const [name, message] = result as unknown[]
    if (typeof name === 'string' && names.includes(name)) {
      if (saysNothing(message)) return { ok: true, values }
      if (typeof message === 'string') return { ok: false, errors: { [name]: message } }
    }
  }
  throw new TypeError(
    `${caller}: validate must return null or [name, message] with the name of a field (${names.join(', ')}), not ` +
      `${Array.isArray(result) ? JSON.stringify(result) : describe(result)}.`,
  )
}

async function groupBySchema(
  schema: StandardSchemaV1,
  values: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Promise<CheckedGroup> {
  const result = await schema['~standard'].validate(values)
  if (!result.issues) return { ok: true, values: result.value as Record<string, unknown> }
  const errors: Record<string, Message> = {}
  for (const { path, message } of result.issues) {
    const step = path?.[0]
    const name = String(typeof step === 'object' ? step.key : (step ?? names[0]))
    errors[names.includes(name) ? name : (names[0] as string)] ??= messageOf({ message })
  }
  return { ok: false, errors }
}
