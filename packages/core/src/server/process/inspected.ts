import { inspect } from 'node:util'

/** A thrown value as text. It may be anything, and a value that cannot be shown must not end the server. */
export function inspected(value: unknown): string {
  try {
    return inspect(value)
  } catch {
    return '(it cannot be shown)'
  }
}
