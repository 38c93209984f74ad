import type { CSSProperties } from 'react'
import { useSyncExternalStore } from 'react'

const NEVER = (): (() => void) => () => {}

/** True on the server and during hydration: both must render the same. */
export function useIsHydrating(): boolean {
  return useSyncExternalStore(
    NEVER,
    () => false,
    () => true,
  )
}

/**
 * A style that is set once the page is live. In server-rendered HTML it would be an attribute, which a strict Content-Security-Policy forbids. A
 * script may set it.
 */
export function useLiveStyle(style: CSSProperties | undefined): CSSProperties | undefined {
  return useIsHydrating() ? undefined : style
}
