import { writeSync } from 'node:fs'
import process from 'node:process'
import { inspect } from 'node:util'
import type { Logger } from '../../engine/logger'
import type { Session } from '../../engine/session'
import { startedContext } from '../../engine/tasks/context-store'
import { readableError } from '../../engine/tasks/task-failure'
import { SessionException } from '../../errors'

type Global = { [INSTALLED]?: true }

/** One guard for all copies of this package in a process. */
const INSTALLED = Symbol.for('@webio/core/session-exception-guard/1')

/**
 * Keeps errors of sessions that nobody caught from ending the process.
 *
 * A promise that nobody awaits, a timer, or an emitter of a task may fail where no `try` of ours is around it. Node would end the server, with the
 * sessions of all other visitors. The asynchronous context still names the task, so the error is reported as one of a callback of its session,
 * unless `stray_errors` is `'exit'`.
 *
 * A timer or a floating promise of a task may call `put_text` after the visitor has left. That throws SessionClosedException where no
 * `try` of ours is around it, and Node would end the server, with the sessions of all other visitors, because one of them closed a tab.
 * The exception says exactly that the page is gone, so there is nothing that anybody could do about it.
 *
 * Every other error is treated as if this guard were not there. With `uncaughtException` listeners of others it is theirs. Without, Node
 * would have printed it and ended with status 1; since a listener takes that away, this one does the same. There is no listener for
 * `unhandledRejection`: without one Node raises a rejection as an uncaught exception, and `--unhandled-rejections` keeps its meaning.
 */
export function installSessionExceptionGuard(logger: Logger): void {
  const global = globalThis as Global
  if (global[INSTALLED]) return
  global[INSTALLED] = true
  process.on('uncaughtException', (error: unknown) => {
    if (isSessionException(error)) {
      logger.debug('[webio] what a task left behind used its session after the end:', error)
    } else if (takenBySession(error)) {
      return
    } else if (process.listenerCount('uncaughtException') === 1) {
      // At once and in full, since nothing runs after exit().
      writeSync(process.stderr.fd, `Uncaught ${inspect(error)}\n\nNode.js ${process.version}\n`)
      process.exit(1)
    }
  })
}

/** Whether the session of the task that started the failing code takes its errors. */
function takenBySession(error: unknown): boolean {
  const context = startedContext() as { readonly session?: Session } | undefined
  return context?.session?.takeStrayError(error) ?? false
}

function isSessionException(error: unknown): boolean {
  return readableError(error) instanceof SessionException
}
