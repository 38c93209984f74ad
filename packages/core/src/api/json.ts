import type { Json } from '../protocol/json'
import { describe } from './arguments'

/**
 * The JSON of a value, as a value: a copy, which stays what it is when the author changes the original.
 * @throws TypeError for what JSON cannot hold
 */
export function asJson(caller: string, argument: string, value: unknown): Json {
  let text: string | undefined
  try {
    text = JSON.stringify(value) as string | undefined
  } catch (cause) {
    throw new TypeError(`${caller}: ${argument} must be JSON: ${(cause as Error).message}`, { cause })
  }
  if (text === undefined) throw new TypeError(`${caller}: ${argument} must be JSON, not ${describe(value)}.`)
  return JSON.parse(text) as Json
}
