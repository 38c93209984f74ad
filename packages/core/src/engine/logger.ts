import { printable } from './printable'
import { isThenable } from './tasks/is-thenable'

/** The subject of a line of the log. */
export interface LogFields {
  /** The id of the session. It does not give access to the session's page: that needs the secret, which is never logged. */
  readonly session?: string
  /** The name of the session's application. */
  readonly app?: string
  /** The id of the process, as in `cluster_sessions`. */
  readonly node?: string
}

/** Receives the engine's messages for the operator of the server. `console` is a logger, and so is a logger of pino. */
export interface Logger {
  debug(message: string, ...details: unknown[]): void
  info(message: string, ...details: unknown[]): void
  warn(message: string, ...details: unknown[]): void
  error(message: string, ...details: unknown[]): void
  /** Returns a logger whose lines have these fields, like those of pino and winston. Without this method, lines contain only text. */
  child?(fields: LogFields): Logger
}

/** Writes nothing. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} }

/** Guarded loggers by their originals: all sessions of a server share one. */
const guards = new WeakMap<Logger, Logger>()

/**
 * A logger that never throws and never leaves a rejected promise, because a failing logger must not end a session or the process. It escapes
 * control characters in texts, because texts can contain names from a visitor.
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

/** A logger whose lines have these fields, created for its first line; the same logger if it has no `child`. */
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
