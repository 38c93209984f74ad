import type { NodeId } from '@webio/core/protocol'
import { useCallback, useState } from 'react'
import { useShownSession } from '../context/shown-session-context'

/**
 * Lets a person close a popup or a toast. It disappears at once, and the session is told.
 * @returns whether it is closed, and a function that closes it
 */
export function useDismissal(id: NodeId): [isDismissed: boolean, dismiss: () => void] {
  const { session } = useShownSession()
  const [isDismissed, setDismissed] = useState(false)
  const dismiss = useCallback(() => {
    setDismissed(true)
    session.send({ type: 'output-dismiss', output: id })
  }, [session, id])
  return [isDismissed, dismiss]
}
