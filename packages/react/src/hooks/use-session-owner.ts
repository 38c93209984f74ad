import {
  useCallback,
  useContext,
  useEffect,
  useInsertionEffect,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from 'react'
import type { Internals } from '../context/internals'
import { InternalsContext } from '../context/internals'
import { createOwner } from '../create-session'
import type { SessionSource, WebIOProviderProps } from '../props'
import { SessionOwner } from '../session/session-owner'
import { hasParams } from '../session/setup'
import type { ShownSession } from '../session/shown-session'
import { stableJson } from '../session/stable-json'
import { isOwnEndpoint } from '../session/wire/endpoint'

interface Owned {
  /** Identifies the session: a different value means a different session. Null for a session that the host page created. */
  readonly identity: string | null
  readonly client: SessionOwner
  /** The session that this one replaces. */
  readonly before?: SessionOwner
}

/**
 * The session of a provider: the one that the host page created, or the provider's own. The provider starts a new one when the endpoint, the
 * application, the parameters or the key change.
 */
export function useSessionOwner(props: WebIOProviderProps): {
  client: SessionOwner
  shown: ShownSession | null
} {
  const internals = useContext(InternalsContext)
  const identity = identityOf(props)
  const [component] = useState(() => ({}))
  const [owned, setOwned] = useState<Owned>(() => ({ identity, client: ownerOf(props, internals) }))
  const isOther = typeof props.session === 'object' && owned.client !== props.session
  if (owned.identity !== identity || isOther)
    setOwned({ identity, client: ownerOf(props, internals), before: owned.client })
  const { client, before } = owned

  const { onReady, onEvent, onResult, onClose, onError, auth, endpoint, task, allowScripts } = props
  useLayoutEffect(() => {
    client.listen(component, { onReady, onEvent, onResult, onClose, onError })
    client.decide(() => ({ auth, task, allowScripts: allowScripts ?? isOwnEndpoint(endpoint) }))
  })
  // Unlike other effects, this one is cleaned up only when the component is unmounted, not when it is hidden.
  useInsertionEffect(() => () => client.forsake(component), [client, component])
  useEffect(() => {
    if (before && before !== client && identity !== null) before.end()
    return client.attach((waiting) => setOwned({ identity, client: waiting }))
  }, [client, before, identity])

  const subscribe = useCallback((listener: () => void) => client.subscribe(listener), [client])
  const shown = useSyncExternalStore(
    subscribe,
    () => client.shown,
    () => client.painted,
  )
  return { client, shown }
}

function identityOf(source: SessionSource): string | null {
  const { session, role, endpoint, app, params, resumeKey } = source
  if (typeof session === 'object') return null
  // Invalid parameters may have no JSON.
  if (!hasParams(source)) return ''
  const shared = session === undefined ? [] : [session, role ?? null]
  return stableJson([endpoint ?? null, app ?? 'index', params ?? {}, resumeKey ?? null, ...shared])
}

/**
 * @throws TypeError if `session` was not created by `createWebIOSession()`
 */
function ownerOf(source: WebIOProviderProps, internals: Internals): SessionOwner {
  const { session } = source
  if (session === undefined || typeof session === 'string') return createOwner(source, internals)
  if (session instanceof SessionOwner) return session
  throw new TypeError('<WebIOProvider session>: pass what createWebIOSession() returned.')
}
