import type { Logger } from '../../engine/logger'

/** The part of a pino logger that distinguishes it from others, which take their details after the message. */
interface Pino {
  bindings(): object
  child(fields: object): Pino
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** Adapts a logger to the engine. Pino ignores arguments after a message, so it gets errors as `err` and other details as `details`. */
export function calledAsLogger(given: Logger): Logger {
  return isPino(given) ? pinoLogger(given) : given
}

function isPino(logger: object): logger is Pino {
  const { bindings, child } = logger as Partial<Pino>
  return typeof bindings === 'function' && typeof child === 'function'
}

function pinoLogger(pino: Pino): Logger {
  const lineBy =
    (level: 'debug' | 'info' | 'warn' | 'error'): Logger['info'] =>
    (message, ...details) => {
      const err = details.find((detail) => detail instanceof Error)
      const others = details.filter((detail) => detail !== err)
      pino[level]({ ...(err && { err }), ...(others.length > 0 && { details: others }) }, message)
    }
  return {
    debug: lineBy('debug'),
    info: lineBy('info'),
    warn: lineBy('warn'),
    error: lineBy('error'),
    child: (fields) => pinoLogger(pino.child(fields)),
  }
}
