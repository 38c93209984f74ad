import { useSyncExternalStore } from 'react'

const QUERY = '(pointer: coarse)'

/** Whether the visitor uses a touch screen, as on phones and tablets. False while the page is rendered on a server. */
export function useIsTouched(): boolean {
  return useSyncExternalStore(subscribe, isTouched, () => false)
}

function isTouched(): boolean {
  return matchMedia(QUERY).matches
}

/** A mouse may be connected to a tablet while it shows the page. */
function subscribe(listener: () => void): () => void {
  const query = matchMedia(QUERY)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}
