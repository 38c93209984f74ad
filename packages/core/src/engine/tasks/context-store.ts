/** Tracks the running task across awaits and timers. On Node, it is an `AsyncLocalStorage`. */
export interface ContextStore {
  get(): object | undefined
  run<T>(context: object, body: () => T): T
  /** Whether code after an `await` has the context of the code before it, no matter where the promise is settled. @default false */
  readonly followsAwaits?: boolean | undefined
}

/** Returns the context of code outside any task. Called at each access by such code. */
export type FallbackContext = () => object | undefined

/** One store for all copies of this package in a process (an ESM and a CommonJS one, a bundled one and a linked one). */
const STORE = Symbol.for('@webio/core/context-store/1')

/** The contexts of code outside any task: see `provideFallbackContext`. */
const FALLBACKS = Symbol.for('@webio/core/fallback-contexts/1')

type Global = { [STORE]?: ContextStore; [FALLBACKS]?: Map<string, FallbackContext> }

/** Installs a store, unless another copy of the package has done so. Returns the installed store. */
export function provideContextStore(create: () => ContextStore): ContextStore {
  return ((globalThis as Global)[STORE] ??= create())
}

/** Replaces the installed store, if any, with `wrap` of it. */
export function wrapContextStore(wrap: (store: ContextStore | undefined) => ContextStore): void {
  const global = globalThis as Global
  global[STORE] = wrap(global[STORE])
}

/**
 * Provides a context for code outside any task: in script mode, the whole process is one session, and so is a worker thread. Earlier fallbacks are
 * tried first.
 * @param name the name of the fallback: all copies of this package in a process share one fallback per name
 */
export function provideFallbackContext(name: string, find: FallbackContext): void {
  const fallbacks = ((globalThis as Global)[FALLBACKS] ??= new Map())
  if (!fallbacks.has(name)) fallbacks.set(name, find)
}

/** Undoes `provideFallbackContext`. */
export function withdrawFallbackContext(name: string): void {
  ;(globalThis as Global)[FALLBACKS]?.delete(name)
}

/** The context given to `runWithContext` when the running code was started; otherwise that of a fallback, or undefined. */
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

/** Like `storedContext`, but without fallbacks. */
export function startedContext(): object | undefined {
  return (globalThis as Global)[STORE]?.get()
}

/** Whether the store's contexts follow awaits. */
export function contextFollowsAwaits(): boolean {
  return (globalThis as Global)[STORE]?.followsAwaits === true
}

/** Runs `body`, and everything that it starts, with `context`. */
export function runWithContext<T>(context: object, body: () => T): T {
  const store = (globalThis as Global)[STORE]
  if (!store)
    throw new Error('There is no context store. Import @webio/core/server or @webio/core/testing first.')
  return store.run(context, body)
}
