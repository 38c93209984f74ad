import type { Json, NodeSpec } from '@webio/core/protocol'
import type { ComponentType, ReactNode } from 'react'
import { Suspense } from 'react'
import type { OutputProps } from '../components'
import { useShownSession } from '../context/shown-session-context'
import { fireCallback } from './frame/fire-callback'
import { LoadingPart } from '../loading-part'
import { NodeChildren } from './frame/node-children'
import type { AnyRenderer } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'

type Custom = ComponentType<OutputProps>

const wrapped = new WeakMap<Custom, AnyRenderer>()

/**
 * Creates a renderer from a component of the host page, in an element that has what every output has. The same component always gets the same
 * renderer, so a `components` object that is created at each render remounts nothing.
 */
export function customRenderer(Component: Custom): AnyRenderer {
  let renderer = wrapped.get(Component)
  if (!renderer) wrapped.set(Component, (renderer = wrap(Component)))
  return renderer
}

function wrap(Component: Custom): AnyRenderer {
  return function CustomOutput({ spec }: { readonly spec: NodeSpec }): ReactNode {
    const shown = useShownSession()
    return (
      <div {...useOutputRoot(spec)} className="webio-custom">
        <Suspense fallback={<LoadingPart />}>
          <Component
            node={spec as OutputProps['node']}
            fire={(key: number | string, value?: Json) => fireCallback(shown, spec.id, key, value)}
          >
            <NodeChildren id={spec.id} />
          </Component>
        </Suspense>
      </div>
    )
  }
}
