import { use, useSyncExternalStore } from 'react'
import { useIsHydrating } from './hooks/use-is-hydrating'
import type { LazyCode, LazyModule } from './session/later-code'
import { trackLoad } from './session/pending-loads'
import { reportProblem } from './report-problem'

/** The pause after the first failed load. Each pause is twice as long as the one before. */
const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 60_000

/** A module that is never there. */
export const NEVER: LazyCode<never> = {
  subscribe: () => () => {},
  get: () => null,
  load: () => Promise.resolve(null),
  preload() {},
}

/**
 * Creates a lazy module. Unlike `React.lazy` it does not suspend: a component shows something simpler until the module is loaded, or if loading
 * fails. As long as a component waits for it, a failed load is reported once and retried. A load ahead of time may fail in silence.
 *
 * With null, the module is never there: for the server, which needs no charts, code editors and tables. Bundlers evaluate `typeof window` in an
 * argument such as `typeof window === 'undefined' ? null : () => import('./chart-body')`, and do not compile the module for the server.
 */
export function lazyModule<T>(load: (() => Promise<T>) | null): LazyCode<T> {
  if (!load) return NEVER
  const listeners = new Set<() => void>()
  let module: T | null = null
  let loading: Promise<T | null> | null = null
  let request: Promise<T> | null = null
  let pause = FIRST_PAUSE_MS
  /** Whether the next attempt is scheduled. */
  let waiting = false

  const start = async (): Promise<T | null> => {
    try {
      request = load()
      module = await request
      for (const listener of [...listeners]) listener()
    } catch (error) {
      loading = request = null
      if (listeners.size > 0) tryAgain(error)
    }
    return module
  }
  const needed = (): Promise<T | null> => {
    const result = (loading ??= start())
    // Scripts of the task wait for it.
    if (module === null && request) trackLoad(request)
    return result
  }
  const tryAgain = (error: unknown): void => {
    if (pause === FIRST_PAUSE_MS) reportProblem('a part of the page could not be loaded.', error)
    if (waiting) return
    waiting = true
    setTimeout(() => {
      waiting = false
      if (listeners.size > 0) void needed()
    }, pause)
    pause = Math.min(2 * pause, LONGEST_PAUSE_MS)
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      if (module === null) void needed()
      return () => void listeners.delete(listener)
    },
    get: () => module,
    load: needed,
    preload: () => void (loading ??= start()),
  }
}

/** The module after it is loaded; null before. With `isWanted: false` or without a module, it neither loads nor waits. */
export function useLazyModule<T>(module: LazyModule<T> | null, isWanted = true): T | null {
  const { subscribe, get } = (isWanted && module) || NEVER
  return useSyncExternalStore<T | null>(subscribe, get, () => null)
}

/**
 * Like `useLazyModule`, for a part without which a document cannot be read. On the server and during hydration, the render suspends until the part
 * is loaded.
 */
export function useReadableModule<T>(module: LazyModule<T>, isWanted = true): T | null {
  const { subscribe, get, load } = isWanted ? module : NEVER
  const isHydrating = useIsHydrating()
  const loaded = useSyncExternalStore<T | null>(subscribe, get, get)
  if (!isWanted || !isHydrating) return loaded
  // Even if it is loaded by now: React may continue with a component that has suspended instead of starting over, and expects the same hooks.
  return use(readable(load(), get()))
}

/** A promise that `use` reads at once if the value is known. These are the fields that React looks for. */
function readable<T>(promise: Promise<T | null>, value: T | null): Promise<T | null> {
  return value === null ? promise : Object.assign(promise, { status: 'fulfilled', value })
}
