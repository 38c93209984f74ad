import type { ReactNode } from 'react'
import { Fragment } from 'react'
import type { LivePage } from './client/live-page'
import { PageContext } from './context/page-context'

interface PageBoundaryProps {
  readonly page: LivePage
  readonly children: ReactNode
}

/** What is inside belongs to one page: another session's outputs are other components, although their ids may be the same. */
export function PageBoundary({ page, children }: PageBoundaryProps): ReactNode {
  return (
    <Fragment key={page.serial}>
      <PageContext value={page}>{children}</PageContext>
    </Fragment>
  )
}
