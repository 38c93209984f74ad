import type { NodeId } from '@webio/core/protocol'
import { useCallback, useSyncExternalStore } from 'react'
import { useShownSession } from '../context/shown-session-context'

/** The popups, toasts and messages that the person has closed, by id. */
export function useDismissed(): ReadonlyMap<NodeId, unknown> {
  const { dismissals } = useShownSession()
  return useSyncExternalStore(dismissals.subscribe, dismissals.read, dismissals.read)
}

/**
 * Lets a person close a popup, a toast or a message. It disappears at once, and the session is told.
 * @returns whether it is closed, and a function that closes it
 */
export function useDismissal(id: NodeId): [isDismissed: boolean, dismiss: () => void] {
  const { dismissals } = useShownSession()
  return [useDismissed().has(id), useCallback(() => dismissals.dismiss(id), [dismissals, id])]
}
