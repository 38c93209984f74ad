import type {
  NodeId,
  NodeSpec,
  PageEnv,
  PageFailureCode,
  PageStatus,
  ViewClosed,
  ViewForm,
  ViewerRole,
} from '@webio/core/protocol'
import { useCallback, useSyncExternalStore } from 'react'
import type { Chunk } from '../session/children/chunk-children'
import type { ShownSession } from '../session/shown-session'
import { useShownSession } from '../context/shown-session-context'

/**
 * A value of the session.
 * @param topic a change of this topic renders again if `read` then returns a different value
 * @param read returns an immutable value, and the same one until something changes
 */
export function useSessionValue<T>(shown: ShownSession, topic: NodeId | string, read: () => T): T {
  const subscribe = useCallback(
    (listener: () => void) => shown.session.subscribe(topic, listener),
    [shown, topic],
  )
  return useSyncExternalStore(subscribe, read, read)
}

const NOTHING = (): void => {}

/**
 * A value of a session that may not exist yet.
 * @param initial the value before there is a session
 */
export function useValueOf<T>(
  shown: ShownSession | null | undefined,
  topic: NodeId | string,
  read: (shown: ShownSession) => T,
  initial: T,
): T {
  const subscribe = useCallback(
    (listener: () => void) => shown?.session.subscribe(topic, listener) ?? NOTHING,
    [shown, topic],
  )
  const current = (): T => (shown ? read(shown) : initial)
  return useSyncExternalStore(subscribe, current, current)
}

/** The spec of a node, without its children. */
export function useSpec(id: NodeId): NodeSpec | undefined {
  const shown = useShownSession()
  return useSessionValue(shown, id, () => shown.session.node(id)?.spec)
}

/** The children of a node; empty if there is no such node. */
export function useChildren(id: NodeId): readonly NodeId[] {
  const shown = useShownSession()
  return useSessionValue(shown, id, () => shown.children.of(id))
}

/** The children of a node in chunks, which are rendered one by one. */
export function useChunks(id: NodeId): readonly Chunk[] {
  const shown = useShownSession()
  return useSessionValue(shown, id, () => shown.children.chunksOf(id))
}

/** An open form. */
export function useForm(id: NodeId): ViewForm | undefined {
  const shown = useShownSession()
  return useSessionValue(shown, `form:${id}`, () => shown.session.form(id))
}

/** The status of a page; `connecting` before there is one. */
export function useStatus(shown: ShownSession | null | undefined): PageStatus {
  return useValueOf(shown, 'page', ({ session }) => session.status, 'connecting')
}

/** Whether there is a session to show: the page is connected, or its document shows the session's first outputs. */
export function useIsShown(shown: ShownSession | null | undefined): boolean {
  return useValueOf(shown, 'page', ({ session }) => session.isShown, false)
}

/** Whether the page waits for a server that is restarting and will continue the session. */
export function useIsServerRestarting(shown: ShownSession): boolean {
  return useSessionValue(shown, 'page', () => shown.session.isServerRestarting)
}

/** How the session ended; null while it is running. */
export function useClosed(shown: ShownSession): ViewClosed | null {
  return useSessionValue(shown, 'page', () => shown.session.tree.closed)
}

/** Why the page is closed if the session did not end by itself; otherwise null. */
export function useFailure(shown: ShownSession): PageFailureCode | null {
  return useSessionValue(shown, 'page', () => shown.session.failure)
}

/** Whether a person's actions reach the session: it has not ended, and the page does not only watch. */
export function useIsLive(): boolean {
  const shown = useShownSession()
  return useSessionValue(
    shown,
    'page',
    () => shown.session.status !== 'closed' && shown.session.role === 'driver',
  )
}

/** Tells whether the page only watches. */
export function useIsObserver(): boolean {
  return useRole(useShownSession()) === 'observer'
}

const NO_SETTINGS: PageEnv = {}

/** The task's settings for a page; empty on the server and before there is a page. */
export function useEnv(shown: ShownSession | null | undefined): PageEnv {
  return useValueOf(shown, 'page', ({ session }) => session.tree.env, NO_SETTINGS)
}

/** What a page may do in its session. */
export function useRole(shown: ShownSession | null | undefined): ViewerRole {
  return useValueOf(shown, 'page', ({ session }) => session.role, 'driver')
}
