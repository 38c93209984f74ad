import type { Command } from '../../protocol/commands'
import type { NodeId } from '../../protocol/output-spec'
import { POPUPS_ID, TOASTS_ID } from '../../protocol/output-spec'
import type { TaskPath } from './task-path'

/** How many seconds the visitor sees that something went wrong. */
const TOAST_SECONDS = 10

/**
 * The page's message about a task that threw: the stack with `debug`, otherwise one neutral sentence.
 * @param path the path of the task
 */
export function failureCommands(error: unknown, debug: boolean, path: TaskPath): Command[] {
  if (!debug) return [{ type: 'notice', code: 'task_failed', message: '' }, neutralToast(path.newId())]
  const stack = authorStack(stackOf(error))
  return [
    { type: 'notice', code: 'task_failed', message: stack },
    stackPopup(path.newId(), path.newId(), stack),
  ]
}

/** Frames of this library, of what carries its messages, and of Node.js and the language themselves. */
const FOREIGN_FRAME =
  /^\s+at .*(node:|\(<anonymous>\)$|[\\/](socket|engine)\.io[\\/]|[\\/]@webio[\\/](core|react|next-plugin)[\\/]|[\\/]packages[\\/](core|react|next-plugin)[\\/](dist|src)[\\/])/

/** A stack with only the frames of the author's own code; the whole stack if it has none of these. */
export function authorStack(stack: string): string {
  const lines = stack.split('\n')
  const own = lines.filter((line) => !FOREIGN_FRAME.test(line))
  const hasFrame = own.some((line) => /^\s+at /.test(line))
  return hasFrame ? own.join('\n') : stack
}

/** The place in the author's own code that a stack leads to, as `/srv/app.ts:12`; null if there is none. */
export function authorLine(stack: string): string | null {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line) && !FOREIGN_FRAME.test(line))
  const frame = frames.find((line) => !/[\\/]node_modules[\\/](?!\.cache)/.test(line)) ?? frames[0]
  if (frame === undefined) return null
  // `at name (file:line:column)`, or without a name.
  const place = frame.slice(Math.max(frame.indexOf('('), frame.indexOf('at ') + 2) + 1).replace(/\)$/, '')
  return place.replace(/^file:\/\//, '').replace(/:\d+$/, '')
}

/** The page's message in debug mode about a mistake in the application that is not a failure. It stays until it is closed. */
export function mistakeCommand(mistake: Error, id: NodeId): Command {
  return {
    type: 'output-insert',
    parent: TOASTS_ID,
    outputs: [
      { id, type: 'toast', content: mistake.message, duration: 0, position: 'center', color: 'warn' },
    ],
  }
}

/** The thrown value, or an error if reading it throws: anything can be thrown, such as a Proxy. */
export function readableError(thrown: unknown): unknown {
  try {
    void (thrown instanceof Error)
    void (thrown as Error | null | undefined)?.stack
    return thrown
  } catch {
    return new Error('The thrown value cannot be read.')
  }
}

/** The stack of a thrown value, or a text that replaces it. */
export function stackOf(error: unknown): string {
  try {
    return String((error as Error | null | undefined)?.stack ?? error)
  } catch {
    return 'The thrown value cannot be shown.'
  }
}

function neutralToast(id: NodeId): Command {
  return {
    type: 'output-insert',
    parent: TOASTS_ID,
    outputs: [
      {
        id,
        type: 'toast',
        content: { id: 'internal_error' },
        duration: TOAST_SECONDS,
        position: 'center',
        color: 'error',
      },
    ],
  }
}

function stackPopup(id: NodeId, codeId: NodeId, stack: string): Command {
  return {
    type: 'output-insert',
    parent: POPUPS_ID,
    outputs: [
      {
        id,
        type: 'popup',
        title: { id: 'internal_error' },
        size: 'large',
        implicit_close: true,
        closable: true,
        children: [{ id: codeId, type: 'code', code: stack, rows: 20 }],
      },
    ],
  }
}
