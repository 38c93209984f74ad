import { isThenable } from './tasks/is-thenable'

/** Where the engine writes what a person who runs the server should know. `console` is one. */
export interface Logger {
  debug(message: string, ...details: unknown[]): void
  info(message: string, ...details: unknown[]): void
  warn(message: string, ...details: unknown[]): void
  error(message: string, ...details: unknown[]): void
}

/** Writes nothing. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} }

/** Loggers by those that they guard: all sessions of a server share one. */
const guards = new WeakMap<Logger, Logger>()

/** A logger that never throws, nor leaves a rejected promise behind: one that fails must not take a session with it, or the process. */
export function guardedLogger(logger: Logger): Logger {
  const known = guards.get(logger)
  if (known) return known
  const guarded =
    (level: keyof Logger) =>
    (message: string, ...details: unknown[]): void => {
      try {
        // An author's logger may be asynchronous, whatever its type says.
        const written: unknown = logger[level](message, ...details)
        if (isThenable(written)) written.then(undefined, () => {})
      } catch {
        // There is nowhere to write that the logger has failed.
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
