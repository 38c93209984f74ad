import { describe } from './arguments'

/**
 * A value as text: strings as they are, objects as JSON, the rest with `String()`.
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
  let json: string | undefined
  try {
    json = JSON.stringify(value) as string | undefined
  } catch (cause) {
    throw new TypeError(`${caller}: ${argument} cannot be shown as JSON: ${(cause as Error).message}`, {
      cause,
    })
  }
  if (json === undefined) return String(value)
  // What calls itself a string in JSON (a Date, a URL) needs no quotes.
  return json.startsWith('"') ? (JSON.parse(json) as string) : json
}
