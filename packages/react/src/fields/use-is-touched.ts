import { useSyncExternalStore } from 'react'

const QUERY = '(pointer: coarse)'

/** Tells whether the visitor points with a finger, as on phones and tablets. False while the page is rendered on a server. */
export function useIsTouched(): boolean {
  return useSyncExternalStore(subscribe, isTouched, () => false)
}

function isTouched(): boolean {
  return matchMedia(QUERY).matches
}

/** A tablet may be given a mouse while it shows the page. */
function subscribe(listener: () => void): () => void {
  const query = matchMedia(QUERY)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}
