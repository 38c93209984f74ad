import type { ReactNode } from 'react'
import { NodeChildren } from './frame/node-children'
import type { RendererProps } from './frame/renderer-props'
import { useScopeHooks } from './frame/scope-hooks'
import { useOutputRoot } from './frame/use-output-root'

/** A disclosure box. `open` is its initial state; afterwards only the person opens and closes it. */
export function CollapseOutput({ spec }: RendererProps<'collapse'>): ReactNode {
  return (
    <details {...useOutputRoot(spec)} className="webio-collapse webio-block" open={spec.open}>
      <summary className="webio-collapse-title">{spec.title}</summary>
      <div {...useScopeHooks(spec)} className="webio-collapse-body">
        <NodeChildren id={spec.id} />
      </div>
    </details>
  )
}
