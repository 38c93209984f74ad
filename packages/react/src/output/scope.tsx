import type { ReactNode } from 'react'
import { NodeChildren } from './node-children'
import type { RendererProps } from './renderer-props'
import { useScopeHooks } from './scope-hooks'
import { useOutputRoot } from './use-output-root'

/** A named place: its children one below the other. */
export function ScopeOutput({ spec }: RendererProps<'scope'>): ReactNode {
  return (
    <div {...useOutputRoot(spec)} {...useScopeHooks(spec)} className="webio-scope">
      <NodeChildren id={spec.id} />
    </div>
  )
}
