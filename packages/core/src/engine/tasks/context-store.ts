/** Remembers which task is running, across awaits and timers. On Node an `AsyncLocalStorage`. */
export interface ContextStore {
  get(): object | undefined
  run<T>(context: object, body: () => T): T
}

/** Says what code belongs to that no task has started. Called each time that such code asks. */
export type FallbackContext = () => object | undefined

/** One store for all copies of this package in a process (an ESM and a CommonJS one, a bundled one and a linked one). */
const STORE = Symbol.for('@webio/core/context-store/1')

/** What code belongs to that no task has started: see `provideFallbackContext`. */
const FALLBACKS = Symbol.for('@webio/core/fallback-contexts/1')

type Global = { [STORE]?: ContextStore; [FALLBACKS]?: Map<string, FallbackContext> }

/** Puts a store in place, unless another copy of the package has done so. Gives back the one that is in place. */
export function provideContextStore(create: () => ContextStore): ContextStore {
  return ((globalThis as Global)[STORE] ??= create())
}

/** Puts `wrap` of the store that is in place, if any, in its place. */
export function wrapContextStore(wrap: (store: ContextStore | undefined) => ContextStore): void {
  const global = globalThis as Global
  global[STORE] = wrap(global[STORE])
}

/**
 * Says what code belongs to that no task has started, instead of nothing: in script mode the whole process is one session, and so is a worker
 * thread. Those that came first are asked first.
 * @param name of the fallback: the copies of this package in a process share one of each name
 */
export function provideFallbackContext(name: string, find: FallbackContext): void {
  const fallbacks = ((globalThis as Global)[FALLBACKS] ??= new Map())
  if (!fallbacks.has(name)) fallbacks.set(name, find)
}

/** Undoes `provideFallbackContext`. */
export function withdrawFallbackContext(name: string): void {
  ;(globalThis as Global)[FALLBACKS]?.delete(name)
}

/** What `runWithContext` was given where the running code was started; else what a fallback says; undefined outside. */
export function storedContext(): object | undefined {
  const global = globalThis as Global
  return global[STORE]?.get() ?? fallbackContext(global[FALLBACKS])
}

function fallbackContext(fallbacks: Map<string, FallbackContext> | undefined): object | undefined {
  if (!fallbacks) return undefined
  for (const find of fallbacks.values()) {
    const context = find()
    if (context) return context
  }
  return undefined
}

/** As `storedContext`, for what a task has started alone. */
export function startedContext(): object | undefined {
  return (globalThis as Global)[STORE]?.get()
}

/** Runs `body`, and all that it starts, with `context`. */
export function runWithContext<T>(context: object, body: () => T): T {
  const store = (globalThis as Global)[STORE]
  if (!store)
    throw new Error('There is no context store. Import @webio/core/server or @webio/core/testing first.')
  return store.run(context, body)
}
