import type { Ref } from 'react'

const NOTHING = (): void => {}

/**
 * Sets a ref that another component owns, so that one element can have several refs.
 * @returns a function that clears it
 */
export function setRef<T>(ref: Ref<T> | undefined, element: T): () => void {
  if (typeof ref === 'function') {
    const cleanUp = ref(element)
    return typeof cleanUp === 'function' ? cleanUp : () => void ref(null)
  }
  if (!ref) return NOTHING
  ref.current = element
  return () => {
    ref.current = null
  }
}
