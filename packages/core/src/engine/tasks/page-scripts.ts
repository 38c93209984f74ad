import type { ScriptFailureReason } from '../../errors'
import { ScriptException, SessionClosedException } from '../../errors'
import type { ScriptId, ScriptKind, ScriptRunCommand } from '../../protocol/commands'
import type { EventErrorCode } from '../../protocol/error-codes'
import type { ScriptResultEvent } from '../../protocol/events'
import type { Json, JsonObject } from '../../protocol/json'
import { LazyMap } from '../../state/lazy-collections'
import type { TaskPath } from './task-path'

/** The part of a session that its scripts need. */
export interface ScriptOwner {
  command(command: ScriptRunCommand): void
  /** Calls `fire` after some milliseconds, for this task. Returns a function that cancels it. */
  timer(path: TaskPath, what: string, fire: () => void, ms: number): () => void
  /** Resolves when the page has applied everything that was sent so far. */
  applied(): Promise<void>
}

/** A task's request to run a script. */
export interface ScriptRequest {
  /** The calling function, for messages. */
  readonly caller: string
  readonly kind: ScriptKind
  readonly code: string
  readonly args: JsonObject
  readonly timeoutMs?: number | undefined
  /** Path of the requesting task. */
  readonly path: TaskPath
  /** Runs a function as part of the requesting task. */
  asTask(body: () => void): void
}

interface Waiting {
  readonly caller: string
  readonly command: ScriptRunCommand
  /** Whether the earlier page has run it or is running it. */
  isApplied: boolean
  resolve(value: Json): void
  reject(error: Error): void
}

/** The unanswered scripts of a session. See docs/protocol.md, rules S1 to S4. */
export class PageScripts {
  readonly #owner: ScriptOwner
  readonly #waiting = new LazyMap<ScriptId, Waiting>()

  constructor(owner: ScriptOwner) {
    this.#owner = owner
  }

  /** The number of unanswered scripts. */
  get size(): number {
    return this.#waiting.size
  }

  /**
   * Makes the page run a script.
   * @param onTaskClosed registers a function for the end of the requesting task, and returns a function that cancels this
   * @returns the value; rejects with ScriptException, and with SessionClosedException if the session or the task ends first
   */
  run(request: ScriptRequest, onTaskClosed: (giveUp: () => void) => () => void): Promise<Json> {
    const { caller, kind, code, args, timeoutMs, path, asTask } = request
    const script = path.newId()
    return new Promise<Json>((resolve, reject) => {
      const cleanUps: (() => void)[] = []
      const end = (): void => {
        this.#waiting.delete(script)
        for (const cleanUp of cleanUps) cleanUp()
      }
      const command: ScriptRunCommand = { type: 'script-run', script, kind, code, args }
      const waiting: Waiting = {
        caller,
        command,
        isApplied: false,
        resolve: (value) => (end(), asTask(() => resolve(value))),
        reject: (error) => (end(), asTask(() => reject(error))),
      }
      this.#waiting.set(script, waiting)
      const closed = () => waiting.reject(new SessionClosedException(`${caller}: this task has been closed.`))
      cleanUps.push(onTaskClosed(closed))
      if (timeoutMs !== undefined) {
        const late = () => waiting.reject(failure(caller, 'timeout', `no answer in ${timeoutMs / 1000} s`))
        cleanUps.push(this.#owner.timer(path, `timeout of ${caller}`, late, timeoutMs))
      }
      this.#send(waiting)
    })
  }

  /** Identifies a waiting script for a person by its function and its code. Null if no script with this id waits. */
  fingerprint(script: ScriptId): string | null {
    const waiting = this.#waiting.get(script)
    return waiting ? `${waiting.caller}:${waiting.command.code.slice(0, 100)}` : null
  }

  /** The code of a waiting script; null if no script with this id waits. */
  codeOf(script: ScriptId): string | null {
    return this.#waiting.get(script)?.command.code ?? null
  }

  /** The session was continued from its journal. Sends the waiting scripts again, because the page may have missed them; one that it is running runs a second time. */
  sendAgain(): void {
    for (const waiting of this.#waiting.values()) this.#send(waiting)
  }

  #send(waiting: Waiting): void {
    waiting.isApplied = false
    this.#owner.command(waiting.command)
    void this.#owner.applied().then(() => (waiting.isApplied = true))
  }

  /** The page has answered. */
  settle(event: ScriptResultEvent): EventErrorCode | null {
    const waiting = this.#waiting.get(event.script)
    if (!waiting) return 'no_such_script'
    if (event.ok) waiting.resolve(event.value)
    else waiting.reject(failure(waiting.caller, event.reason, event.message))
    return null
  }

  /** A different page has attached: scripts that the earlier page was running get no answer (rule S4). */
  pageReplaced(): void {
    for (const waiting of [...this.#waiting.values()]) {
      if (waiting.isApplied)
        waiting.reject(failure(waiting.caller, 'reloaded', 'the page was reloaded before it answered'))
    }
  }

  /** The session is over. */
  abandon(): void {
    for (const { caller, reject } of [...this.#waiting.values()])
      reject(new SessionClosedException(`${caller}: this session has been closed.`))
  }
}

function failure(caller: string, reason: ScriptFailureReason, message: string): ScriptException {
  return new ScriptException(`${caller}: ${message}`, reason)
}
