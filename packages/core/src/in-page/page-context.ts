import type { ContextStore } from '../engine/tasks/context-store'
import { provideContextStore } from '../engine/tasks/context-store'
import type { TaskContext } from '../engine/task-context'
import { SessionException, SessionNotFoundException } from '../errors'

/** The number of microtasks in which the context of a settled promise lingers. All of them run before the next event of the page. */
const LINGER_MICROTASKS = 200

interface AsyncVariable {
  get(): object | undefined
  run<T>(value: object, body: () => T): T
}

/** ECMAScript's proposal AsyncContext, if the browser has it. */
type WithAsyncContext = { readonly AsyncContext?: { readonly Variable: new () => AsyncVariable } }

/**
 * Lets tasks that run in a page find their session. With `AsyncContext`, this works as on the server. Without it, a browser cannot tell which task
 * continues after an `await`: see `StackContext`.
 */
export function installPageContext(): ContextStore {
  return provideContextStore(() => {
    forgiveLateCalls()
    const { AsyncContext } = globalThis as WithAsyncContext
    return AsyncContext ? new AsyncContext.Variable() : new StackContext()
  })
}

/**
 * Finds the context in this order: that of the synchronous run; that of the promise that was just settled, while microtasks follow; that of the main
 * task, if only one session runs in the page. It is therefore exact up to the first `await`, and after each `await` of a form, a script or another
 * promise of WebIO, and after an `await` of an asynchronous body (`use_scope`, `enter`). After any other `await`, a task is back in its main scope, or
 * has no context if several sessions run.
 */
export class StackContext implements ContextStore {
  #current: TaskContext | undefined
  #lingering: TaskContext | undefined
  #lingers = 0
  /** The main tasks of the open sessions. */
  #mains: TaskContext[] = []

  get(): object | undefined {
    return this.#current ?? this.#lingering ?? this.#onlyMain()
  }

  run<T>(context: object, body: () => T): T {
    const before = this.#current
    const around = before ?? this.#lingering
    this.#current = context as TaskContext
    if (this.#current.task.kind === 'main') this.#addMain(this.#current)
    try {
      const result = body()
      const returns = around?.session === this.#current.session && isPlainPromise(result)
      return returns ? (this.#returnTo(around, result) as T) : result
    } finally {
      this.#current = before
      if (!before) this.#linger(context as TaskContext)
    }
  }

  /** Whoever waits for an asynchronous body continues in the context around it, such as the scope around a `use_scope`. */
  async #returnTo<T>(around: TaskContext, result: Promise<T>): Promise<T> {
    try {
      return await result
    } finally {
      this.#linger(around)
    }
  }

  #addMain(context: TaskContext): void {
    if (this.#mains.some(({ session }) => session === context.session)) return
    // The last one stays, so that a call after the end reports that the session is closed.
    const live = this.#mains.filter(({ session }) => !session.isClosed)
    this.#mains = [...live, context]
  }

  #onlyMain(): TaskContext | undefined {
    const live = this.#mains.filter(({ session }) => !session.isClosed)
    if (live.length > 1) {
      throw new SessionNotFoundException(
        'Several sessions run in this page, and the browser cannot tell which of them continues here after an await of a promise that is not ' +
          'from WebIO. Run one at a time, or show first and wait afterwards.',
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

/** Whether a value is what an async function returns. Promises with members of their own stay what they are. */
function isPlainPromise(value: unknown): value is Promise<unknown> {
  return value instanceof Promise && value.constructor === Promise && Object.keys(value).length === 0
}

interface PageWindow {
  addEventListener?(
    type: 'error' | 'unhandledrejection',
    listener: (event: { error?: unknown; reason?: unknown; preventDefault(): void }) => void,
  ): void
}

/** Ignores errors of timers that call `put_text` after their component has gone: nobody can fix them. */
function forgiveLateCalls(): void {
  const page = globalThis as PageWindow
  for (const type of ['error', 'unhandledrejection'] as const) {
    page.addEventListener?.(type, (event) => {
      if ((event.error ?? event.reason) instanceof SessionException) event.preventDefault()
    })
  }
}
