import type { CSSProperties } from 'react'
import { useSyncExternalStore } from 'react'

const NEVER = (): (() => void) => () => {}

/** True on the server, and while a document that came from there is made live: what is drawn has to be the same in both. */
export function useIsHydrating(): boolean {
  return useSyncExternalStore(
    NEVER,
    () => false,
    () => true,
  )
}

/**
 * A style that is set once the page is live. In the HTML of a document it would be an attribute, which a strict Content-Security-Policy forbids; a
 * script may set it.
 */
export function useLiveStyle(style: CSSProperties | undefined): CSSProperties | undefined {
  return useIsHydrating() ? undefined : style
}
