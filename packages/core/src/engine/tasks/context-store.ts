/** Remembers which task is running, across awaits and timers. On Node an `AsyncLocalStorage`. */
export interface ContextStore {
  get(): object | undefined
  run<T>(context: object, body: () => T): T
}

/** One store for all copies of this package in a process (an ESM and a CommonJS one, a bundled one and a linked one). */
const STORE = Symbol.for('@webio/core/context-store/1')

/** What code belongs to that was started by no task: see `provideFallbackContext`. */
const FALLBACK = Symbol.for('@webio/core/fallback-context/1')

type Global = { [STORE]?: ContextStore; [FALLBACK]?: () => object }

/** Puts a store in place, unless another copy of the package has done so. Gives back the one that is in place. */
export function provideContextStore(create: () => ContextStore): ContextStore {
  return ((globalThis as Global)[STORE] ??= create())
}

/**
 * Says what code belongs to that was started by no task, instead of nothing: in script mode the whole process is one session.
 * @param find called each time that such code asks
 */
export function provideFallbackContext(find: () => object): void {
  ;(globalThis as Global)[FALLBACK] = find
}

/** Undoes `provideFallbackContext`. */
export function withdrawFallbackContext(): void {
  delete (globalThis as Global)[FALLBACK]
}

/** What `runWithContext` was given where the running code was started, or undefined outside. */
export function storedContext(): object | undefined {
  const global = globalThis as Global
  return global[STORE]?.get() ?? global[FALLBACK]?.()
}

/** Runs `body`, and all that it starts, with `context`. */
export function runWithContext<T>(context: object, body: () => T): T {
  const store = (globalThis as Global)[STORE]
  if (!store)
    throw new Error('There is no context store. Import @webio/core/server or @webio/core/testing first.')
  return store.run(context, body)
}
