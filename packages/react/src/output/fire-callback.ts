import type { Json, NodeId } from '@webio/core/protocol'
import type { LivePage } from '../client/live-page'

/** Fires a callback of an output: the index of a button, or `click`. */
export function fireCallback(
  { session }: LivePage,
  output: NodeId,
  key: number | string,
  value?: Json,
): void {
  session.send({ type: 'callback-fire', output, key, ...(value !== undefined && { value }) })
}
