import { inspect } from 'node:util'
import type { Logger } from '../../engine/logger'

/**
 * Writes to the console. Control characters are written as escapes: what a visitor sends can neither begin a line of its own nor steer the
 * terminal.
 * @param withDebug also what `debug` is for: why an output was dropped, and the like
 */
export function consoleLogger(withDebug: boolean): Logger {
  return {
    debug: withDebug ? lineBy((...texts) => console.debug(...texts)) : () => {},
    info: lineBy((...texts) => console.info(...texts)),
    warn: lineBy((...texts) => console.warn(...texts)),
    error: lineBy((...texts) => console.error(...texts)),
  }
}

/** `%` of a message is no format, so it is not the console's first argument. */
function lineBy(write: (...texts: string[]) => void): Logger['info'] {
  return (message, ...details) => write('%s', [printable(message), ...details.map(detailText)].join(' '))
}

/** An error's stack has lines of its own; a text has one. */
function detailText(detail: unknown): string {
  if (typeof detail === 'string') return printable(detail)
  return inspected(detail).split('\n').map(printable).join('\n  ')
}

/** What is thrown may be anything, and must not end the server because it cannot be shown. */
function inspected(detail: unknown): string {
  try {
    return inspect(detail)
  } catch {
    return '(it cannot be shown)'
  }
}

function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, (one) =>
    one === '\t' ? one : `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
