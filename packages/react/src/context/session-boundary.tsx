import type { ReactNode } from 'react'
import { Fragment } from 'react'
import type { ShownSession } from '../session/shown-session'
import { ShownSessionContext } from './shown-session-context'

interface SessionBoundaryProps {
  readonly page: ShownSession
  readonly children: ReactNode
}

/** Ties its content to one page: another session's outputs are different components, even if their ids are the same. */
export function SessionBoundary({ page, children }: SessionBoundaryProps): ReactNode {
  return (
    <Fragment key={page.serial}>
      <ShownSessionContext value={page}>{children}</ShownSessionContext>
    </Fragment>
  )
}
