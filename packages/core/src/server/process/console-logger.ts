import type { Logger } from '../../engine/logger'
import { printable } from '../../engine/printable'
import { authorStack } from '../../engine/tasks/task-failure'
import { inspected } from './inspected'

/**
 * Writes to the console. Control characters are escaped, so a visitor's text can neither start a new line nor control the terminal.
 * @param withDebug also writes `debug` messages, such as why an output was dropped
 */
export function consoleLogger(withDebug: boolean): Logger {
  return {
    debug: withDebug ? lineBy((...texts) => console.debug(...texts)) : () => {},
    info: lineBy((...texts) => console.info(...texts)),
    warn: lineBy((...texts) => console.warn(...texts)),
    error: lineBy((...texts) => console.error(...texts)),
  }
}

/** `%` in a message is not a format, so the message is not the console's first argument. */
function lineBy(write: (...texts: string[]) => void): Logger['info'] {
  return (message, ...details) => write('%s', [printable(message), ...details.map(detailText)].join(' '))
}

/** A detail as text. The stack of an error has several lines, but only those of the author's own code. */
function detailText(detail: unknown): string {
  if (typeof detail === 'string') return printable(detail)
  return authorStack(inspected(detail)).split('\n').map(printable).join('\n  ')
}
