import type { NodeId, NodeSpec } from '@webio/core/protocol'
import { useMemo, useSyncExternalStore } from 'react'
import { useServices } from '../context/services'
import { useShownSession } from '../context/shown-session-context'
import type { PlacedScopes } from '../session/placed-scopes'
import type { ShownSession } from '../session/shown-session'

/** Null if the output was removed, or the host page has its own place for it. */
type ShownOutput = NodeSpec | null

/**
 * The outputs of a chunk, each where the task put it. One subscription serves all of them, at the cost of a single output's.
 * @returns one entry for each id, in the same order; the same array until something changes
 */
export function useShownOutputs(ids: readonly NodeId[]): readonly ShownOutput[] {
  const shown = useShownSession()
  const { placed } = useServices()
  const { subscribe, read } = useMemo(() => outputsOf(shown, placed, ids), [shown, placed, ids])
  return useSyncExternalStore(subscribe, read, read)
}

function outputsOf(shown: ShownSession, placed: PlacedScopes, ids: readonly NodeId[]) {
  let latest: readonly ShownOutput[] = []
  const outputOf = (id: NodeId): ShownOutput => {
    const spec = shown.session.node(id)?.spec
    if (!spec) return null
    return spec.scope !== undefined && !spec.duplicate && placed.placeOf(spec.scope) !== undefined
      ? null
      : spec
  }
  return {
    read: (): readonly ShownOutput[] => {
      const isSame =
        latest.length === ids.length && latest.every((output, at) => output === outputOf(ids[at] as NodeId))
      return isSame ? latest : (latest = ids.map(outputOf))
    },
    subscribe: (listener: () => void): (() => void) => {
      const stops = ids.map((id) => shown.session.subscribe(id, listener))
      stops.push(placed.subscribeToAll(listener))
      return () => stops.forEach((stop) => stop())
    },
  }
}
