import type { NodeSpec } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { memo } from 'react'
import { useViewOptions } from '../../context/view-options'

interface RenderedOutputProps {
  readonly spec: NodeSpec
}

/** An output by its type. Renders again only when the spec is another one: not when just the children are. */
export const RenderedOutput = memo(function RenderedOutput({ spec }: RenderedOutputProps): ReactNode {
  const { renderers } = useViewOptions()
  const Renderer = renderers[spec.type]
  if (!Renderer) throw new TypeError(`There is no renderer for outputs of type '${spec.type}'.`)
  return <Renderer spec={spec} />
})
