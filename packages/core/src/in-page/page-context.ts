import type { ContextStore } from '../engine/tasks/context-store'
import { provideContextStore } from '../engine/tasks/context-store'
import type { TaskContext } from '../engine/task-context'
import { SessionException, SessionNotFoundException } from '../errors'

/** Microtasks that what a settled promise has started may take. All of them come before the next event of the page. */
const LINGER_MICROTASKS = 200

interface AsyncVariable {
  get(): object | undefined
  run<T>(value: object, body: () => T): T
}

/** The proposal AsyncContext of ECMAScript, where a browser has it. */
type WithAsyncContext = { readonly AsyncContext?: { readonly Variable: new () => AsyncVariable } }

/**
 * Lets tasks that run in a page find their session. With `AsyncContext` as on the server. Without, a browser cannot tell who goes on after an
 * `await`: see `StackContext`.
 */
export function installPageContext(): ContextStore {
  return provideContextStore(() => {
    forgiveLateCalls()
    const { AsyncContext } = globalThis as WithAsyncContext
    return AsyncContext ? new AsyncContext.Variable() : new StackContext()
  })
}

/**
 * The context of the synchronous run; behind it that of what has just been settled, for as long as microtasks follow; else the main task of the
 * session, where only one runs in the page. So it is exact up to the first `await`, and after each `await` of a form, a script or another
 * promise of ours. After an `await` of anything else a task is back in its main scope, and where several sessions run, in none.
 */
export class StackContext implements ContextStore {
  #current: TaskContext | undefined
  #lingering: TaskContext | undefined
  #lingers = 0
  /** The main tasks of the sessions that live. */
  #mains: TaskContext[] = []

  get(): object | undefined {
    return this.#current ?? this.#lingering ?? this.#onlyMain()
  }

  run<T>(context: object, body: () => T): T {
    const before = this.#current
    this.#current = context as TaskContext
    if (this.#current.task.kind === 'main') this.#addMain(this.#current)
    try {
      return body()
    } finally {
      this.#current = before
      if (!before) this.#linger(context as TaskContext)
    }
  }

  #addMain(context: TaskContext): void {
    if (this.#mains.some(({ session }) => session === context.session)) return
    // The last one is kept, so that a call after the end says that the session is closed.
    const live = this.#mains.filter(({ session }) => !session.isClosed)
    this.#mains = [...live, context]
  }

  #onlyMain(): TaskContext | undefined {
    const live = this.#mains.filter(({ session }) => !session.isClosed)
    if (live.length > 1) {
      throw new SessionNotFoundException(
        'Several sessions run in this page, and the browser cannot tell which of them goes on here, after an await of something that is not of ' +
          'WebIO. Run one at a time, or show first and wait afterwards.',
      )
    }
    return live[0] ?? this.#mains.at(-1)
  }

  #linger(context: TaskContext): void {
    this.#lingering = context
    const turn = ++this.#lingers
    let left = LINGER_MICROTASKS
    const next = (): void => {
      if (turn !== this.#lingers) return
      if (left-- > 0) queueMicrotask(next)
      else this.#lingering = undefined
    }
    queueMicrotask(next)
  }
}

interface PageWindow {
  addEventListener?(
    type: 'error' | 'unhandledrejection',
    listener: (event: { error?: unknown; reason?: unknown; preventDefault(): void }) => void,
  ): void
}

/** A timer of a task may call `put_text` after its component has gone: nobody can do anything about that. */
function forgiveLateCalls(): void {
  const page = globalThis as PageWindow
  for (const type of ['error', 'unhandledrejection'] as const) {
    page.addEventListener?.(type, (event) => {
      if ((event.error ?? event.reason) instanceof SessionException) event.preventDefault()
    })
  }
}
