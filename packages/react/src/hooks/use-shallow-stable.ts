import { useState } from 'react'

/**
 * Returns the object of the last render if the new one has the same entries. An object written inline in the host page's JSX then costs no more
 * than a stable one.
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
