import type { Json } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useReadableModule } from '../lazy-module'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'
import { lazyJsonTree } from './json/lazy-json-tree'

/**
 * A JSON value, as a tree that opens and closes: an empty box until the drawing code has been loaded. A new value is a new tree, with its branches in
 * their initial state.
 */
export function JsonOutput({ spec }: RendererProps<'json'>): ReactNode {
  const loaded = useReadableModule(lazyJsonTree)
  return (
    <div {...useOutputRoot(spec)} className="webio-json webio-block" aria-busy={!loaded}>
      {loaded && <loaded.JsonTree key={serialOf(spec.value)} value={spec.value} />}
    </div>
  )
}

const serials = new WeakMap<object, number>()
let lastSerial = 0

/** Identifies an array or an object. Other values cannot be opened. */
function serialOf(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0
  const serial = serials.get(value) ?? ++lastSerial
  serials.set(value, serial)
  return serial
}
