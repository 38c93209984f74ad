import { printable } from './printable'
import { isThenable } from './tasks/is-thenable'

/** Receives the engine's messages for the operator of the server. `console` is a logger. */
export interface Logger {
  debug(message: string, ...details: unknown[]): void
  info(message: string, ...details: unknown[]): void
  warn(message: string, ...details: unknown[]): void
  error(message: string, ...details: unknown[]): void
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
    (level: keyof Logger) =>
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
  const guard = {
    debug: guarded('debug'),
    info: guarded('info'),
    warn: guarded('warn'),
    error: guarded('error'),
  }
  guards.set(logger, guard)
  return guard
}
