import type { Logger } from '../../engine/logger'

/**
 * Writes to the console.
 * @param withDebug also what `debug` is for: why an output was dropped, and the like
 */
export function consoleLogger(withDebug: boolean): Logger {
  return withDebug ? console : { ...quiet, debug() {} }
}

const quiet: Omit<Logger, 'debug'> = {
  info: (message, ...details) => console.info(message, ...details),
  warn: (message, ...details) => console.warn(message, ...details),
  error: (message, ...details) => console.error(message, ...details),
}
