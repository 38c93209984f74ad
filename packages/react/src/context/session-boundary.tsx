import type { ReactNode } from 'react'
import { Fragment } from 'react'
import type { ShownSession } from '../session/shown-session'
import { ShownSessionContext } from './shown-session-context'

interface SessionBoundaryProps {
  readonly shown: ShownSession
  readonly children: ReactNode
}

/** Ties its content to one page: another session's outputs are different components, even if their ids are the same. */
export function SessionBoundary({ shown, children }: SessionBoundaryProps): ReactNode {
  return (
    <Fragment key={shown.serial}>
      <ShownSessionContext value={shown}>{children}</ShownSessionContext>
    </Fragment>
  )
}
