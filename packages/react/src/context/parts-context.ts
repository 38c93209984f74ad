import { createContext, useContext } from 'react'
import type { ClassNames, Slots } from '../parts'

/** How the host page draws the parts. */
export interface Parts {
  readonly slots: Slots
  readonly classNames: ClassNames
}

export const PartsContext = createContext<Parts>({ slots: {}, classNames: {} })

/** The host page's own components for parts. */
export function useSlots(): Slots {
  return useContext(PartsContext).slots
}

/**
 * The classes of a part: the host page's, then ours.
 * @param own one class of ours; `styles/guard.css` uses it to detect a class before it
 */
export function useClassName(name: keyof ClassNames, own: string): string {
  const given = useContext(PartsContext).classNames[name]
  return given ? `${given} ${own}` : own
}
