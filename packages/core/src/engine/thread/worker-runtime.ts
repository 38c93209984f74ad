/** The Node APIs for code in a worker thread. */
export interface WorkerRuntime {
  readonly threadId: number
  /** Blocks the thread. */
  sleep(ms: number): void
  /** Calls `listener` when nothing keeps the thread alive anymore. Work that it starts keeps the thread alive. */
  onIdle(listener: () => void): void
  onExit(listener: () => void): void
  /** An `AsyncLocalStorage`. */
  createStorage(): { getStore(): object | undefined; run<T>(store: object, body: () => T): T }
}

interface NodeProcess {
  getBuiltinModule?(name: string): unknown
  on(event: 'beforeExit' | 'exit', listener: () => void): void
}

interface WorkerThreads {
  readonly isMainThread: boolean
  readonly threadId: number
  receiveMessageOnPort(port: unknown): { readonly message: unknown } | undefined
}

interface AsyncHooks {
  readonly AsyncLocalStorage: new () => ReturnType<WorkerRuntime['createStorage']>
}

/** Reads the next message of a channel without waiting for the event loop; undefined if there is none, and outside Node. */
export function takeMessage(channel: object): { readonly message: unknown } | undefined {
  return workerThreads()?.receiveMessageOnPort(channel)
}

function workerThreads(): WorkerThreads | undefined {
  const { process } = globalThis as { process?: NodeProcess }
  return process?.getBuiltinModule?.('node:worker_threads') as WorkerThreads | undefined
}

/**
 * The runtime of the current worker thread; null in a main thread and in browsers. Node's modules are looked up and not imported, because this
 * package also runs in browsers.
 */
export function workerRuntime(): WorkerRuntime | null {
  const { process } = globalThis as { process?: NodeProcess }
  const threads = workerThreads()
  if (!process || !threads || threads.isMainThread) return null
  const { AsyncLocalStorage } = process.getBuiltinModule?.('node:async_hooks') as AsyncHooks
  const cell = new Int32Array(new SharedArrayBuffer(4))
  return {
    threadId: threads.threadId,
    sleep: (ms) => void Atomics.wait(cell, 0, 0, ms),
    onIdle: (listener) => process.on('beforeExit', listener),
    onExit: (listener) => process.on('exit', listener),
    createStorage: () => new AsyncLocalStorage(),
  }
}
