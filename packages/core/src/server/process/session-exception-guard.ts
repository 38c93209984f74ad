import { writeSync } from 'node:fs'
import process from 'node:process'
import { inspect } from 'node:util'
import type { Logger } from '../../engine/logger'
import type { Session } from '../../engine/session'
import { startedContext } from '../../engine/tasks/context-store'
import { readableError } from '../../engine/tasks/task-failure'
import { SessionException } from '../../errors'
import { outliveLog } from './outlive-log'

type Global = { [INSTALLED]?: true }

/** One guard for all copies of this package in a process. */
const INSTALLED = Symbol.for('@webio/core/session-exception-guard/1')

/**
 * Prevents uncaught errors of sessions from ending the process.
 *
 * An unawaited promise, a timer or an emitter of a task may fail outside any `try` of ours. Node would end the server, and with it the sessions of
 * all other visitors. The asynchronous context still identifies the task, so the error is reported like an error of a callback of its session,
 * unless `stray_errors` is `'exit'`.
 *
 * A timer or a floating promise of a task may call `put_text` after the visitor has left. That throws SessionClosedException outside any `try` of
 * ours, and Node would end the server because one visitor closed a tab. The exception only says that the page has gone, so nobody needs to handle
 * it.
 *
 * The guard does not change the effect of any other error. If other `uncaughtException` listeners exist, they handle it. Otherwise Node would have
 * printed it and ended with status 1; because a listener prevents that, this one does the same. There is no listener for `unhandledRejection`:
 * without one, Node raises a rejection as an uncaught exception, and `--unhandled-rejections` keeps its meaning.
 */
export function installSessionExceptionGuard(logger: Logger): void {
  const global = globalThis as Global
  if (global[INSTALLED]) return
  global[INSTALLED] = true
  outliveLog()
  process.on('uncaughtException', (error: unknown) => {
    if (isSessionException(error)) {
      logger.debug('[webio] a stray call of a task used its session after the end:', error)
    } else if (takenBySession(error)) {
      return
    } else if (process.listenerCount('uncaughtException') === 1) {
      // Synchronously, because nothing runs after exit().
      writeSync(process.stderr.fd, `Uncaught ${inspect(error)}\n\nNode.js ${process.version}\n`)
      process.exit(1)
    }
  })
}

/** Tells whether the session of the task that started the failing code handles its errors. */
function takenBySession(error: unknown): boolean {
  const context = startedContext() as { readonly session?: Session } | undefined
  return context?.session?.takeStrayError(error) ?? false
}

function isSessionException(error: unknown): boolean {
  return readableError(error) instanceof SessionException
}
