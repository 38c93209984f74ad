import type { ReactNode } from 'react'
import { useIsObserver } from '../hooks/use-shown-session'

/** Controls that one who only watches sees, with what the driver enters, and cannot use. */
export function Usable({ children }: { readonly children: ReactNode }): ReactNode {
  if (!useIsObserver()) return children
  // Unlike `inert`, screen readers read it.
  return (
    <fieldset disabled className="webio-observed">
      {children}
    </fieldset>
  )
}
