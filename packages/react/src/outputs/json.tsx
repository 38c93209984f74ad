import type { Json } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { JsonTree } from './json/json-tree'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'

/** A JSON value, as a tree that opens and closes. Another value is another tree: its branches are as they are at first. */
export function JsonOutput({ spec }: RendererProps<'json'>): ReactNode {
  return (
    <div {...useOutputRoot(spec)} className="webio-json webio-block">
      <JsonTree key={serialOf(spec.value)} value={spec.value} />
    </div>
  )
}

const serials = new WeakMap<object, number>()
let lastSerial = 0

/** Tells one array or object from another; of other values there is nothing to open. */
function serialOf(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0
  const serial = serials.get(value) ?? ++lastSerial
  serials.set(value, serial)
  return serial
}
