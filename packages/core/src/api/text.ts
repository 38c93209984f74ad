import { describe } from './arguments'
import { asJson } from './json'

/**
 * A value as text: strings unchanged, objects as JSON (Map and Set with their contents), other values with `String()`.
 * @throws TypeError for functions, symbols and promises, which are mistakes, and for objects that JSON cannot hold
 */
export function toText(caller: string, argument: string, value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value
    case 'function':
    case 'symbol':
      throw new TypeError(
        `${caller}: ${argument} is ${describe(value)}, which cannot be shown. Call it, or show its text.`,
      )
    case 'object':
      return value === null ? 'null' : objectText(caller, argument, value)
    default:
      return String(value)
  }
}

function objectText(caller: string, argument: string, value: object): string {
  if (value instanceof Error) return String(value)
  if ('then' in value && typeof value.then === 'function') {
    throw new TypeError(`${caller}: ${argument} is a promise. Await it first.`)
  }
  const json = asJson(caller, argument, value, { rule: 'cannot be shown as JSON' })
  // An object whose JSON is a string (a Date, a URL) needs no quotes.
  return typeof json === 'string' ? json : JSON.stringify(json)
}
