import type { PageMessage } from '../../protocol/wire-messages'
import type { ContextStore } from '../tasks/context-store'
import { provideContextStore } from '../tasks/context-store'
import type { ScopeFrame } from '../tasks/scope-stack'
import { ROOT_FRAME } from '../tasks/scope-stack'
import type { Session } from '../session'
import type { Task } from '../tasks/task'
import type { FromThread, ThreadChannel, ThreadWelcome, ToThread } from './thread-messages'
import { openChannel } from './thread-messages'
import { ThreadSession } from './thread-session'
import type { WorkerRuntime } from './worker-runtime'
import { takeMessage, workerRuntime } from './worker-runtime'

/** How long a thread waits to be registered: the main thread may be busy when it has made a worker. */
const PATIENCE_MS = 3000
const PAUSE_MS = 2

/** The thread's own code as a task of its session. Changed by the forms of `use_scope` that enter without a body. */
interface ThreadContext {
  readonly session: Session
  readonly task: Task
  scope: ScopeFrame
  readonly change: null
}

/** The worker thread that this code runs in, joined to the session that registered it. */
export class WorkerThread {
  /** What the thread's own code belongs to, outside of callbacks and tasks that it starts. */
  readonly context: ThreadContext
  readonly #session: ThreadSession
  readonly #channel: ThreadChannel<FromThread, ToThread>
  /** What the page said, and what is left for the event loop to do about it. */
  #inbox: PageMessage[] = []

  constructor(runtime: WorkerRuntime, channel: ThreadChannel<FromThread, ToThread>, welcome: ThreadWelcome) {
    this.#channel = channel
    this.#session = new ThreadSession(welcome, (message) => channel.postMessage(message))
    const task = this.#session.newTask('thread')
    this.context = { session: this.#session, task, scope: ROOT_FRAME, change: null }
    // It ends with the thread.
    void this.#session.runTask('thread', () => new Promise(() => {}), task)
    channel.onmessage = ({ data }) => {
      this.#receive(data)
      this.#answerPage()
      // What the message has resolved goes on first: it may wait for the next thing.
      setTimeout(() => this.#keepAlive(), 0)
    }
    runtime.onIdle(() => this.#keepAlive())
    runtime.onExit(() => this.#session.sendNow())
  }

  /** Learns what has happened meanwhile, and sends what waits: code that computes without a pause leaves the event loop no chance. */
  catchUp(): void {
    if (this.#session.isClosed) return
    for (let next = takeMessage(this.#channel); next; next = takeMessage(this.#channel))
      this.#receive(next.message as ToThread)
    if (this.#inbox.length > 0) setTimeout(() => this.#answerPage(), 0)
    this.#session.keepUp()
  }

  #receive(message: ToThread): void {
    switch (message.type) {
      case 'welcome':
        return
      case 'shown':
        return this.#session.mirror(message.commands)
      case 'page':
        return void this.#inbox.push(message.message)
      case 'end':
        return void this.#session.close(message.reason).then(() => this.#channel.close())
      default:
        message satisfies never
    }
  }

  /** Callbacks run in a turn of their own, never inside another call. */
  #answerPage(): void {
    const messages = this.#inbox
    this.#inbox = []
    for (const message of messages) this.#session.hear(message)
  }

  /** A thread that waits for its page, or that its page may call, goes on. */
  #keepAlive(): void {
    if (this.#session.isNeeded) this.#channel.ref()
    else this.#channel.unref()
  }
}

/** One for all copies of this package in a thread. */
const THREAD = Symbol.for('@webio/core/worker-thread/1')

type Global = { [THREAD]?: WorkerThread | null }

/**
 * The worker thread that this code runs in, where `register_thread` was called for it; else null. The first call in a worker blocks until that
 * has happened, for 3 seconds at most.
 */
export function workerThread(): WorkerThread | null {
  const global = globalThis as Global
  if (global[THREAD] === undefined) global[THREAD] = join()
  return global[THREAD]
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
    provideContextStore(() => storeOf(runtime))
    return new WorkerThread(runtime, channel, answer.welcome)
  }
  channel.close()
  return null
}

function storeOf(runtime: WorkerRuntime): ContextStore {
  const storage = runtime.createStorage()
  return {
    get: () => storage.getStore(),
    run: (context, body) => storage.run(context, body),
  }
}
