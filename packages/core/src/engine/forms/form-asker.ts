import type { NodeId } from '../../protocol/output-spec'
import type { TaskPath } from '../tasks/task-path'

/** The field whose `onchange` is running, which `input_update()` without a name changes. */
export interface ChangeContext {
  readonly form: NodeId
  readonly field: string
  /** The number of the event that reported the change. */
  readonly n: number
}

/** Functions that a form runs as part of the asking task. */
export interface AskedRun {
  /** `onchange` is running. */
  readonly change?: ChangeContext
  /** The path of the event that makes it run; without one, the task's own path. */
  readonly path?: TaskPath
}

/** The part of the asking task that its form needs. */
export interface FormAsker {
  readonly path: TaskPath
  /** Runs `body` as part of the task. */
  run<T>(body: () => T, as?: AskedRun): T
  /** Calls `settle`, which settles a promise that the task waits for. */
  settle(settle: () => void): void
  /** Calls `cleanUp` when the task is closed. Returns a function that cancels this. */
  onClose(cleanUp: () => void): () => void
}
