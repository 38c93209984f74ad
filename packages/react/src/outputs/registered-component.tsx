import type { ComponentType, ReactNode } from 'react'
import { createElement, Suspense, useMemo } from 'react'
import type { Components } from '../components'
import { isComponent } from '../components-in'
import { useShownSession } from '../context/shown-session-context'
import { useViewOptions } from '../context/view-options'
import { fireCallback } from './frame/fire-callback'
import { jsonArguments, withCallbacks } from './component-props'
import { LoadingPart } from '../loading-part'
import { NodeChildren } from './frame/node-children'
import type { RendererProps } from './frame/renderer-props'
import { useScopeHooks } from './frame/scope-hooks'
import { useOutputRoot } from './frame/use-output-root'

/** A component that the host page registered, with the task's props and children. */
export function RegisteredComponent({ spec }: RendererProps<'component'>): ReactNode {
  const shown = useShownSession()
  const { components } = useViewOptions()
  const component = registered(components, spec.name)
  const root = useOutputRoot(spec)
  const hooks = useScopeHooks(spec)
  const { id, props: json, callbacks } = spec
  const props = useMemo(
    () =>
      withCallbacks(
        json,
        callbacks,
        (pointer) =>
          (...args: readonly unknown[]) =>
            fireCallback(shown, id, pointer, jsonArguments(args)),
      ),
    [shown, id, json, callbacks],
  )
  return (
    <div {...root} {...hooks} className="webio-component webio-block">
      <Suspense fallback={<LoadingPart />}>
        {createElement(component, props, <NodeChildren id={id} />)}
      </Suspense>
    </div>
  )
}

function registered(components: Components, name: string): ComponentType<{ readonly children?: ReactNode }> {
  const component = Object.hasOwn(components, name) ? components[name] : undefined
  if (!isComponent(component)) {
    throw new TypeError(
      `put_component: the page has no component ${JSON.stringify(name)}. Register it: <WebIOApp components={{ ${name} }}>.`,
    )
  }
  return component as ComponentType<{ readonly children?: ReactNode }>
}
