import type { ReactNode } from 'react'
import { useRef } from 'react'
import { KeptHeight } from './kept-height'
import { NodeChildren } from './frame/node-children'
import type { RendererProps } from './frame/renderer-props'
import { useScopeHooks } from './frame/scope-hooks'
import { useOutputRoot } from './frame/use-output-root'

/** A place, usually with a name. Its children are stacked. */
export function ScopeOutput({ spec }: RendererProps<'scope'>): ReactNode {
  const element = useRef<HTMLElement>(null)
  return (
    <div {...useOutputRoot(spec, '', element)} {...useScopeHooks(spec)} className="webio-scope">
      <KeptHeight element={element} isKept={spec.keeps_height ?? false}>
        <NodeChildren id={spec.id} />
      </KeptHeight>
    </div>
  )
}
