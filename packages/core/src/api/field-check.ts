import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { Check, Checked } from '../engine/forms/form-spec'
import type { Message } from '../protocol/messages'
import { describe } from './arguments'

/** The result of a `validate` function: nothing or `''` if the value is valid, otherwise the message for the person. May be a promise. */
export type ValidationResult = string | null | undefined | void

/**
 * A rule for a value: a function that returns a message if the value is invalid, or a Standard Schema (zod, valibot, arktype), whose output becomes
 * the value.
 */
export type FieldValidator<In, Out> =
  ((value: In) => ValidationResult | PromiseLike<ValidationResult>) | StandardSchemaV1<unknown, Out>

/** The message for an invalid value if the rule provides none. */
export const INVALID: Message = { id: 'invalid' }

/**
 * Creates the check of a field from the author's rule.
 * @throws TypeError if the rule is neither a function nor a Standard Schema
 */
export function fieldCheck(caller: string, validate: unknown): Check | undefined {
  if (validate === undefined || validate === null) return undefined
  if (isSchema(validate)) return (value) => bySchema(validate, value)
  if (typeof validate !== 'function') {
    throw new TypeError(
      `${caller}: validate must be a function or a Standard Schema, not ${describe(validate)}.`,
    )
  }
  return async (value): Promise<Checked> => {
    const result: unknown = await (validate as (value: unknown) => unknown)(value)
    if (saysNothing(result)) return { ok: true, value }
    if (typeof result === 'string') return { ok: false, message: result }
    throw new TypeError(
      `${caller}: validate must return a message (a string) or null, not ${describe(result)}.`,
    )
  }
}

/** Tells whether a value is a Standard Schema. */
export function isSchema(value: unknown): value is StandardSchemaV1 {
  return (typeof value === 'object' || typeof value === 'function') && value !== null && '~standard' in value
}

async function bySchema(schema: StandardSchemaV1, value: unknown): Promise<Checked> {
  const result = await schema['~standard'].validate(value)
  if (!result.issues) return { ok: true, value: result.value }
  return { ok: false, message: messageOf(result.issues[0]) }
}

/** Tells whether a result is empty: no message, or one without visible text. */
export function saysNothing(message: unknown): boolean {
  return message === undefined || message === null || (typeof message === 'string' && message.trim() === '')
}

/** A schema's issue refuses the value even if its message is empty. */
export function messageOf(issue: { readonly message: string } | undefined): Message {
  return saysNothing(issue?.message) ? INVALID : (issue as { message: string }).message
}
