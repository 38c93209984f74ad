import type { ContextStore } from '../tasks/context-store'
import { wrapContextStore } from '../tasks/context-store'
import type { ScopeFrame } from '../tasks/scope-stack'
import { ROOT_FRAME } from '../tasks/scope-stack'
import type { Session } from '../session'
import type { Task } from '../tasks/task'
import type { TaskPath } from '../tasks/task-path'
import type { FromThread, ThreadChannel, ThreadWelcome, ToThread } from './thread-messages'
import { openChannel } from './thread-messages'
import { ThreadSession } from './thread-session'
import type { WorkerRuntime } from './worker-runtime'
import { takeMessage, workerRuntime } from './worker-runtime'

/** How long a thread waits to be registered: the main thread may be busy after it has created a worker. */
const PATIENCE_MS = 3000
const PAUSE_MS = 2

/** The thread's top-level code, as a task of its session. Changed by the forms of `use_scope` that enter without a body. */
interface ThreadContext {
  readonly session: Session
  readonly task: Task
  scope: ScopeFrame
  readonly path: TaskPath
  readonly change: null
}

type FromPage = Extract<ToThread, { readonly type: 'page' | 'rows' }>

/** The current worker thread, joined to the session that registered it. */
class WorkerThread {
  /** The context of the thread's top-level code, outside callbacks and tasks. */
  readonly context: ThreadContext
  readonly #own: ThreadSession
  readonly #channel: ThreadChannel<FromThread, ToThread>
  /** Messages of pages, which wait for a turn of their own. */
  #inbox: FromPage[] = []
  #isOver = false

  constructor(runtime: WorkerRuntime, channel: ThreadChannel<FromThread, ToThread>, welcome: ThreadWelcome) {
    this.#channel = channel
    this.#own = new ThreadSession(welcome, (message) => {
      if (!this.#isOver) channel.postMessage(message)
    })
    const { session } = this.#own
    const task = session.tasks.make('thread')
    this.context = { session, task, path: task.path, scope: ROOT_FRAME, change: null }
    // It ends with the thread.
    void session.tasks.run('thread', () => new Promise(() => {}), task)
    channel.onmessage = ({ data }) => {
      this.#receive(data)
      this.#answerPage()
      // Code that the message has resumed runs first, because it may wait for the next message.
      setTimeout(() => this.#keepAlive(), 0)
    }
    runtime.onIdle(() => this.#keepAlive())
    runtime.onExit(() => session.view.flush())
  }

  /** Reads new messages and sends waiting commands, because code that computes without a pause blocks the event loop. */
  catchUp(): void {
    if (this.#own.session.isClosed) return
    for (let next = takeMessage(this.#channel); next; next = takeMessage(this.#channel))
      this.#receive(next.message as ToThread)
    if (this.#inbox.length > 0) setTimeout(() => this.#answerPage(), 0)
    this.#own.keepUp()
  }

  #receive(message: ToThread): void {
    switch (message.type) {
      case 'welcome':
        return
      case 'shown':
        return this.#own.session.view.mirror(message.commands)
      case 'page':
      case 'rows':
        return void this.#inbox.push(message)
      case 'end':
        return void this.#own.end(message.reason).then(() => this.#leave())
      default:
        message satisfies never
    }
  }

  #leave(): void {
    this.#isOver = true
    this.#channel.close()
  }

  /** Callbacks run in a separate turn, never inside another call. */
  #answerPage(): void {
    const messages = this.#inbox
    this.#inbox = []
    for (const message of messages) {
      if (message.type === 'page') this.#own.hear(message.message)
      else this.#own.answerObserver(message.n, message.event)
    }
  }

  /** A thread that waits for its page, or that its page may call, stays alive. */
  #keepAlive(): void {
    if (this.#own.isNeeded) this.#channel.ref()
    else this.#channel.unref()
  }
}

/** One for all copies of this package in a thread. */
const THREAD = Symbol.for('@webio/core/worker-thread/1')

type Global = { [THREAD]?: WorkerThread | null }

/**
 * The context of a worker thread's code outside any task: the session that registered the thread, if any. Undefined in a main thread. The first call
 * in a worker blocks until it is registered, for at most 3 seconds.
 */
export function workerContext(): object | undefined {
  const global = globalThis as Global
  if (global[THREAD] === undefined) global[THREAD] = join()
  return global[THREAD]?.context
}

function join(): WorkerThread | null {
  const runtime = workerRuntime()
  if (!runtime) return null
  const channel = openChannel<FromThread, ToThread>(runtime.threadId)
  channel.unref()
  for (let waited = 0; waited < PATIENCE_MS; waited += PAUSE_MS) {
    channel.postMessage({ type: 'hello' })
    runtime.sleep(PAUSE_MS)
    const answer = takeMessage(channel)?.message as ToThread | undefined
    if (answer?.type !== 'welcome') continue
    return joined(runtime, channel, answer.welcome)
  }
  channel.close()
  return null
}

/** From now on, each access to the running task synchronizes the thread and its session. */
function joined(
  runtime: WorkerRuntime,
  channel: ThreadChannel<FromThread, ToThread>,
  welcome: ThreadWelcome,
): WorkerThread {
  let thread: WorkerThread | null = null
  wrapContextStore((store = storeOf(runtime)) => ({
    get() {
      thread?.catchUp()
      return store.get()
    },
    run: (context, body) => store.run(context, body),
    followsAwaits: store.followsAwaits,
  }))
  // Its own task needs the store.
  return (thread = new WorkerThread(runtime, channel, welcome))
}

function storeOf(runtime: WorkerRuntime): ContextStore {
  const storage = runtime.createStorage()
  return {
    get: () => storage.getStore(),
    run: (context, body) => storage.run(context, body),
    followsAwaits: true,
  }
}
