import type { NodeId } from '../../protocol/output-spec'
import { authorLine } from '../tasks/task-failure'

/** Frames of a stack: enough to leave this library from its deepest place. */
const FRAMES = 16

/** Where V8 keeps the number of frames of a stack. Other engines have no such limit. */
const stacks = Error as typeof Error & { stackTraceLimit?: number | undefined }

/** Where in the author's code a session that goes through its journal has made what it shows and asks, so that a mismatch can name a line. */
export class CallSites {
  readonly #ofIds = new Map<NodeId, Error>()
  readonly #ofTasks = new Map<string, Error>()
  #last: Error | null = null

  /** The task of this path makes a call now. @param id of what the call shows */
  note(path: string, id?: NodeId): void {
    const before = stacks.stackTraceLimit
    stacks.stackTraceLimit = FRAMES
    const site = new Error()
    stacks.stackTraceLimit = before
    this.#last = site
    this.#ofTasks.set(path, site)
    if (id !== undefined) this.#ofIds.set(id, site)
  }

  /** The line that has made an output or a form, as `/srv/app.ts:12`; null if it is not known. */
  ofId(id: NodeId): string | null {
    return lineOf(this.#ofIds.get(id))
  }

  /** The line of the last call of a task. */
  ofTask(path: string): string | null {
    return lineOf(this.#ofTasks.get(path))
  }

  /** The line of the last call of all tasks. */
  get last(): string | null {
    return lineOf(this.#last ?? undefined)
  }
}

/** A stack is made into a text when it is read: hardly any is. */
function lineOf(site: Error | undefined): string | null {
  return site ? authorLine(site.stack ?? '') : null
}
