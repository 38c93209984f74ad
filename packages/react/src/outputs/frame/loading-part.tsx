import type { ReactNode } from 'react'

/** Stands for a component of the host page's while that is being loaded, so that nothing around it waits with it. */
export function LoadingPart(): ReactNode {
  return <span className="webio-spinner" aria-hidden="true" />
}
