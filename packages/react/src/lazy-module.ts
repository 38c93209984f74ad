import { use, useSyncExternalStore } from 'react'
import { useIsHydrating } from './hooks/use-is-hydrating'
import { trackLoad } from './session/pending-loads'
import { reportProblem } from './report-problem'

/** A part of the code that is loaded on first use. */
export interface LazyModule<T> {
  /** Loads it, if that has not been asked for yet, and calls `listener` when it is there. */
  subscribe(listener: () => void): () => void
  /** The module; null until it is there, and if it could not be loaded. */
  get(): T | null
  /** Loads it, if that has not been asked for yet. Resolves with what `get` gives then. */
  load(): Promise<T | null>
}

/**
 * Makes a lazy module. Unlike `React.lazy` it does not suspend: who uses it shows something simpler until the module is there, and where it
 * cannot be loaded. A load that failed is tried again by the next component that is mounted.
 */
export function lazyModule<T>(load: () => Promise<T>): LazyModule<T> {
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

const NEVER: LazyModule<never> = {
  subscribe: () => () => {},
  get: () => null,
  load: () => Promise.resolve(null),
}

/** The module once it is loaded; null before. `isWanted: false`, and no module, neither load nor wait. */
export function useLazyModule<T>(module: LazyModule<T> | null, isWanted = true): T | null {
  const { subscribe, get } = (isWanted && module) || NEVER
  return useSyncExternalStore<T | null>(subscribe, get, () => null)
}

/**
 * The same for a part without which a document cannot be read. On the server, and while its document is made live, the render waits for the part:
 * it suspends.
 */
export function useReadableModule<T>(module: LazyModule<T>, isWanted = true): T | null {
  const { subscribe, get, load } = isWanted ? module : NEVER
  const isHydrating = useIsHydrating()
  const loaded = useSyncExternalStore<T | null>(subscribe, get, get)
  return isWanted && loaded === null && isHydrating ? use(load()) : loaded
}
