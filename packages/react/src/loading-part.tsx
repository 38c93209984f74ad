import type { ReactNode } from 'react'

/** Replaces a component of the host page while it is being loaded, so that nothing around it has to wait. */
export function LoadingPart(): ReactNode {
  return <span className="webio-spinner" aria-hidden="true" />
}
