import type { NodeId } from '../../protocol/output-spec'
import { authorLine } from '../tasks/task-failure'

/** Number of stack frames to keep: enough to reach the author's code from the deepest call inside this library. */
const FRAMES = 16

/** V8 keeps the maximum number of stack frames here. Other engines have no such limit. */
const stacks = Error as typeof Error & { stackTraceLimit?: number | undefined }

/** Remembers, during a replay, which lines of the author's code created outputs and forms, so that a mismatch can name a line. */
export class CallSites {
  readonly #ofIds = new Map<NodeId, Error>()
  readonly #ofTasks = new Map<string, Error>()
  #last: Error | null = null

  /** Records that the task at this path makes a call now. @param id of the output or form that the call creates */
  note(path: string, id?: NodeId): void {
    const before = stacks.stackTraceLimit
    stacks.stackTraceLimit = FRAMES
    const site = new Error()
    stacks.stackTraceLimit = before
    this.#last = site
    this.#ofTasks.set(path, site)
    if (id !== undefined) this.#ofIds.set(id, site)
  }

  /** Forgets everything. */
  clear(): void {
    this.#ofIds.clear()
    this.#ofTasks.clear()
    this.#last = null
  }

  /** The line that created an output or a form, such as `/srv/app.ts:12`; null if it is unknown. */
  ofId(id: NodeId): string | null {
    return lineOf(this.#ofIds.get(id))
  }

  /** The line of the last call of a task. */
  ofTask(path: string): string | null {
    return lineOf(this.#ofTasks.get(path))
  }

  /** The line of the last call that any task made. */
  get last(): string | null {
    return lineOf(this.#last ?? undefined)
  }
}

/** Formats a stack only when it is read, because few ever are. */
function lineOf(site: Error | undefined): string | null {
  return site ? authorLine(site.stack ?? '') : null
}
