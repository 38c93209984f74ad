import type {
  NodeId,
  NodeSpec,
  PageEnv,
  PageStatus,
  ViewClosed,
  ViewForm,
  ViewNode,
} from '@webio/core/protocol'
import { useCallback, useSyncExternalStore } from 'react'
import type { ShownSession } from '../session/shown-session'
import { useShownSession } from '../context/shown-session-context'

/** Renders again when `topic` of the session changes and `read` then gives another value. */
function useSession<T>(page: ShownSession, topic: NodeId | string, read: () => T): T {
  const subscribe = useCallback(
    (listener: () => void) => page.session.subscribe(topic, listener),
    [page, topic],
  )
  return useSyncExternalStore(subscribe, read, read)
}

/** What a node says about itself; not its children. */
export function useSpec(id: NodeId): NodeSpec | undefined {
  const page = useShownSession()
  return useSession(page, id, () => page.session.node(id)?.spec)
}

/** A node with its list of children. */
export function useNode(id: NodeId): ViewNode | undefined {
  const page = useShownSession()
  useSession(page, id, () => page.session.node(id)?.version)
  return page.session.node(id)
}

/** An open form. */
export function useForm(id: NodeId): ViewForm | undefined {
  const page = useShownSession()
  return useSession(page, `form:${id}`, () => page.session.form(id))
}

/** How the page stands to its session. */
export function useStatus(page: ShownSession): PageStatus {
  return useSession(page, 'page', () => page.session.status)
}

/** How the session ended; null while it goes on. */
export function useClosed(page: ShownSession): ViewClosed | null {
  return useSession(page, 'page', () => page.session.tree.closed)
}

/** Tells whether what a person does still reaches the session. */
export function useIsLive(): boolean {
  return useStatus(useShownSession()) !== 'closed'
}

/** The page's settings, as the task made them. */
export function useEnv(page: ShownSession): PageEnv {
  return useSession(page, 'page', () => page.session.tree.env)
}
