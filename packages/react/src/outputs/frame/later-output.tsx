import type { NodeSpec } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useViewOptions } from '../../context/view-options'
import { useReadableModule } from '../../lazy-module'
import type { Renderers } from './renderer-props'
import { useOutputRoot } from './use-output-root'

interface LaterOutputProps {
  readonly spec: NodeSpec
}

/** An output that appeared before its code was loaded: an empty box until then. */
export function LaterOutput({ spec }: LaterOutputProps): ReactNode {
  const code = useReadableModule(useViewOptions().laterRenderers)
  return code ? <LoadedOutput spec={spec} renderers={code.LATER_RENDERERS} /> : <EmptyOutput spec={spec} />
}

function LoadedOutput({ spec, renderers }: LaterOutputProps & { readonly renderers: Renderers }): ReactNode {
  const Renderer = renderers[spec.type]
  // The frame around it reports the failure.
  if (!Renderer) throw new TypeError(`There is no renderer for outputs of type '${spec.type}'.`)
  return <Renderer spec={spec} />
}

function EmptyOutput({ spec }: LaterOutputProps): ReactNode {
  return <div {...useOutputRoot(spec)} className="webio-block" aria-busy />
}
