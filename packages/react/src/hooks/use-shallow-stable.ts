import { useState } from 'react'

/**
 * The same object as at the last render if it has the same entries: an object that is written inline in the host page's JSX costs what one that
 * is kept costs.
 */
export function useShallowStable<T extends object>(value: T): T {
  const [kept, setKept] = useState(value)
  if (kept === value || hasSameEntries(kept, value)) return kept
  setKept(value)
  return value
}

function hasSameEntries(a: object, b: object): boolean {
  const [one, other] = [Object.entries(a), new Map(Object.entries(b))]
  return (
    one.length === other.size &&
    one.every(([key, value]) => other.has(key) && Object.is(value, other.get(key)))
  )
}
