import type { ReactNode } from 'react'
import { useText } from '../context/use-text'
import { NodeChildren } from './frame/node-children'
import type { RendererProps } from './frame/renderer-props'
import { useScopeHooks } from './frame/scope-hooks'
import { useOutputRoot } from './frame/use-output-root'

/** A spinner, with the content below it. */
export function LoadingOutput({ spec }: RendererProps<'loading'>): ReactNode {
  const text = useText()
  return (
    <div {...useOutputRoot(spec)} className="webio-loading webio-block" role="status">
      <span
        className="webio-loading-spinner"
        data-shape={spec.shape}
        data-color={spec.color}
        aria-hidden="true"
      />
      <span className="webio-visually-hidden">{text({ id: 'loading' })}</span>
      <div {...useScopeHooks(spec)} className="webio-loading-body">
        <NodeChildren id={spec.id} />
      </div>
    </div>
  )
}
