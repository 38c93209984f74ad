import { useSyncExternalStore } from 'react'
import { trackLoad } from './session/pending-loads'
import { reportProblem } from './report-problem'

/** A part of the code that is loaded on first use. */
export interface LazyModule<T> {
  /** Loads it, if that has not been asked for yet, and calls `listener` when it is there. */
  subscribe(listener: () => void): () => void
  /** The module; null until it is there, and where it could not be loaded. */
  get(): T | null
}

/**
 * Makes a lazy module. Unlike `React.lazy` it does not suspend: who uses it shows something simpler until the module is there, and where it
 * cannot be loaded. A load that failed is tried again by the next component that is mounted.
 */
export function lazyModule<T>(load: () => Promise<T>): LazyModule<T> {
  const listeners = new Set<() => void>()
  let module: T | null = null
  let isLoading = false

  const start = async (): Promise<void> => {
    isLoading = true
    try {
      module = await trackLoad(load())
      for (const listener of [...listeners]) listener()
    } catch (error) {
      reportProblem('a part of the page could not be loaded.', error)
    } finally {
      isLoading = false
    }
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      if (module === null && !isLoading) void start()
      return () => void listeners.delete(listener)
    },
    get: () => module,
  }
}

const NEVER: LazyModule<never> = { subscribe: () => () => {}, get: () => null }

/** The module once it is loaded; null before. `isWanted: false`, and no module, neither load nor wait. */
export function useLazyModule<T>(module: LazyModule<T> | null, isWanted = true): T | null {
  const { subscribe, get } = (isWanted && module) || NEVER
  return useSyncExternalStore<T | null>(subscribe, get, () => null)
}
