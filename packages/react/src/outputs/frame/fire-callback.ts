import type { Json, NodeId } from '@webio/core/protocol'
import type { ShownSession } from '../../session/shown-session'

/** Fires a callback of an output: the index of a button, or `click`. */
export function fireCallback(
  { session, silentChanges }: ShownSession,
  output: NodeId,
  key: number | string,
  value?: Json,
): void {
  silentChanges.collect()
  session.send({ type: 'callback-fire', output, key, ...(value !== undefined && { value }) })
}
