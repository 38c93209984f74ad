import process from 'node:process'
import type { LogFields, Logger } from '../../engine/logger'
import { authorStack } from '../../engine/tasks/task-failure'
import { inspected } from './inspected'

/** One line of the log. */
interface LogLine extends LogFields {
  /** In ISO 8601. */
  readonly time: string
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly msg: string
  /** The thrown error. */
  readonly err?: { readonly type: string; readonly message: string; readonly stack: string }
  /** Other details, as texts. */
  readonly details?: readonly string[]
}

/**
 * Writes each message as one line of JSON, for programs that collect logs.
 * @param withDebug also writes `debug` messages
 * @param write writes a line. @default to the standard output
 */
export function jsonLogger(
  withDebug: boolean,
  write: (line: string) => void = (line) => void process.stdout.write(line),
  fields: LogFields = {},
): Logger {
  const lineBy =
    (level: LogLine['level']): Logger['info'] =>
    (msg, ...details) => {
      const line: LogLine = { time: new Date().toISOString(), level, msg, ...fields, ...said(details) }
      write(`${JSON.stringify(line)}\n`)
    }
  return {
    debug: withDebug ? lineBy('debug') : () => {},
    info: lineBy('info'),
    warn: lineBy('warn'),
    error: lineBy('error'),
    child: (more) => jsonLogger(withDebug, write, { ...fields, ...more }),
  }
}

function said(details: readonly unknown[]): Pick<LogLine, 'err' | 'details'> {
  const error = details.find((detail) => detail instanceof Error)
  const others = details.filter((detail) => detail !== error)
  return {
    ...(error && {
      err: { type: error.name, message: error.message, stack: authorStack(inspected(error)) },
    }),
    ...(others.length > 0 && {
      details: others.map((one) => (typeof one === 'string' ? one : inspected(one))),
    }),
  }
}
