import { use, useSyncExternalStore } from 'react'
import { useIsHydrating } from './hooks/use-is-hydrating'
import { trackLoad } from './session/pending-loads'
import { reportProblem } from './report-problem'

/** A part of the code that is loaded on first use. */
export interface LazyModule<T> {
  /** Loads the module unless that has been requested already, and calls `listener` when it is loaded. */
  subscribe(listener: () => void): () => void
  /** The module; null until it is loaded, or if it could not be loaded. */
  get(): T | null
  /** Loads the module unless that has been requested already. Resolves with the result of `get`. */
  load(): Promise<T | null>
}

const NEVER: LazyModule<never> = {
  subscribe: () => () => {},
  get: () => null,
  load: () => Promise.resolve(null),
}

/**
 * Creates a lazy module. Unlike `React.lazy` it does not suspend: a component shows something simpler until the module is loaded, or if loading
 * fails. The next component that mounts retries a failed load.
 *
 * With null, the module is never there: for the server, which needs no charts, code editors and tables. Bundlers evaluate `typeof window` in an
 * argument such as `typeof window === 'undefined' ? null : () => import('./chart-body')`, and do not compile the module for the server.
 */
export function lazyModule<T>(load: (() => Promise<T>) | null): LazyModule<T> {
  if (!load) return NEVER
  const listeners = new Set<() => void>()
  let module: T | null = null
  let loading: Promise<T | null> | null = null

  const start = async (): Promise<T | null> => {
    try {
      module = await trackLoad(load())
      for (const listener of [...listeners]) listener()
    } catch (error) {
      reportProblem('a part of the page could not be loaded.', error)
      loading = null
    }
    return module
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      if (module === null) loading ??= start()
      return () => void listeners.delete(listener)
    },
    get: () => module,
    load: () => (loading ??= start()),
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
  return isWanted && loaded === null && isHydrating ? use(load()) : loaded
}
