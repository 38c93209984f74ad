import { printable } from './printable'
import { isThenable } from './tasks/is-thenable'

/** What a line of the log is about. */
export interface LogFields {
  /** Id of the session. Nobody can take a session's page with it: that needs its secret, which is never logged. */
  readonly session?: string
  /** Name of the session's application. */
  readonly app?: string
  /** Id of the process, as in `cluster_sessions`. */
  readonly node?: string
}

/** Receives the engine's messages for the operator of the server. `console` is a logger, and so is one of pino. */
export interface Logger {
  debug(message: string, ...details: unknown[]): void
  info(message: string, ...details: unknown[]): void
  warn(message: string, ...details: unknown[]): void
  error(message: string, ...details: unknown[]): void
  /** A logger whose lines carry these fields, as those of pino and winston have it. Without it, lines are texts alone. */
  child?(fields: LogFields): Logger
}

/** Writes nothing. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} }

/** Guarded loggers by their originals: all sessions of a server share one. */
const guards = new WeakMap<Logger, Logger>()

/**
 * A logger that never throws, nor leaves a rejected promise behind: one that fails must not take a session with it, or the process. Texts reach it
 * with their control characters escaped, because names in them may be a visitor's.
 */
export function guardedLogger(logger: Logger): Logger {
  const known = guards.get(logger)
  if (known) return known
  const guarded =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, ...details: unknown[]): void => {
      try {
        // An author's logger may be asynchronous, whatever its type says.
        const shown = details.map((detail) => (typeof detail === 'string' ? printable(detail) : detail))
        const written: unknown = logger[level](printable(message), ...shown)
        if (isThenable(written)) written.then(undefined, () => {})
      } catch {
        // The failure of the logger cannot be logged.
      }
    }
  const guard: Logger = {
    debug: guarded('debug'),
    info: guarded('info'),
    warn: guarded('warn'),
    error: guarded('error'),
    ...(typeof logger.child === 'function' && { child: (fields) => guardedChild(logger, fields) ?? guard }),
  }
  guards.set(logger, guard)
  return guard
}

function guardedChild(logger: Logger, fields: LogFields): Logger | undefined {
  try {
    const child = logger.child?.(fields)
    return child && guardedLogger(child)
  } catch {
    return undefined
  }
}

/** A logger whose lines carry these fields, made with its first line; the same logger if it has no `child`. */
export function withFields(logger: Logger, fields: LogFields): Logger {
  return logger.child ? new LoggerWithFields(logger, fields) : logger
}

class LoggerWithFields implements Logger {
  readonly #parent: Logger
  readonly #fields: LogFields
  #made: Logger | undefined

  constructor(parent: Logger, fields: LogFields) {
    this.#parent = parent
    this.#fields = fields
  }

  debug(message: string, ...details: unknown[]): void {
    this.#logger.debug(message, ...details)
  }

  info(message: string, ...details: unknown[]): void {
    this.#logger.info(message, ...details)
  }

  warn(message: string, ...details: unknown[]): void {
    this.#logger.warn(message, ...details)
  }

  error(message: string, ...details: unknown[]): void {
    this.#logger.error(message, ...details)
  }

  child(fields: LogFields): Logger {
    return new LoggerWithFields(this.#parent, { ...this.#fields, ...fields })
  }

  get #logger(): Logger {
    return (this.#made ??= this.#parent.child?.(this.#fields) ?? this.#parent)
  }
}
