import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { Check, Checked } from '../engine/forms/form-spec'
import type { Message } from '../protocol/messages'
import { describe } from './arguments'

/** What a `validate` function gives: nothing or `''` if the value is good, else the message for the person. May be a promise. */
export type ValidationResult = string | null | undefined | void

/**
 * A rule for a value: a function that gives the message when the value is bad, or a Standard Schema (zod, valibot, arktype), whose output
 * becomes the value.
 */
export type FieldValidator<In, Out> =
  ((value: In) => ValidationResult | PromiseLike<ValidationResult>) | StandardSchemaV1<unknown, Out>

/** What a person is told of a value whose rule says nothing. */
export const INVALID: Message = { id: 'invalid' }

/**
 * Makes the check of a field from what the author gave.
 * @throws TypeError where it is neither a function nor a Standard Schema
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
      `${caller}: validate must give a message (a string) or null, not ${describe(result)}.`,
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

/** Nothing, or a message that nobody could read. */
export function saysNothing(message: unknown): boolean {
  return message === undefined || message === null || (typeof message === 'string' && message.trim() === '')
}

/** A schema's issue refuses the value, even if its message says nothing. */
export function messageOf(issue: { readonly message: string } | undefined): Message {
  return saysNothing(issue?.message) ? INVALID : (issue as { message: string }).message
}
