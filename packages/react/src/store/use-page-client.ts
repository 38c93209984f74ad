import { useCallback, useContext, useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react'
import type { Endpoint } from '../client/endpoint'
import { isOwnEndpoint, resolveEndpoint } from '../client/endpoint'
import { httpFiles } from '../client/file-wire'
import type { LivePage } from '../client/live-page'
import { PageClient } from '../client/page-client'
import { socketIoTransport } from '../client/socket-io-transport'
import type { Internals } from '../context/internals'
import { InternalsContext } from '../context/internals'
import type { WebIOProviderProps } from '../props'

interface Made {
  readonly identity: string
  readonly client: PageClient
}

/** The client of a provider's session: another one when endpoint, application, parameters or key are others. */
export function usePageClient(props: WebIOProviderProps): { client: PageClient; page: LivePage | null } {
  const internals = useContext(InternalsContext)
  const identity = JSON.stringify([props.endpoint, props.app, props.params, props.resumeKey])
  const [made, setMade] = useState<Made>(() => ({ identity, client: makeClient(props, internals) }))
  if (made.identity !== identity) setMade({ identity, client: makeClient(props, internals) })
  const { client } = made

  const { onReady, onEvent, onClose, onError, auth, endpoint } = props
  useLayoutEffect(() => {
    client.listen({ onReady, onEvent, onClose, onError }, () => ({
      auth,
      allowScripts: props.allowScripts ?? isOwnEndpoint(endpoint),
    }))
  })
  useEffect(() => {
    client.retain()
    return () => client.release()
  }, [client])

  const subscribe = useCallback((listener: () => void) => client.subscribe(listener), [client])
  const page = useSyncExternalStore(
    subscribe,
    () => client.page,
    () => null,
  )
  return { client, page }
}

function makeClient(props: WebIOProviderProps, { connect, files, isStandAlone }: Internals): PageClient {
  const { endpoint, app = 'index', params = {}, resumeKey, transports } = props
  // The document is asked when a session starts: on the server there is none.
  const at = (): Endpoint => resolveEndpoint(endpoint, document.baseURI)
  return new PageClient({
    endpoint,
    app,
    params,
    resumeKey,
    isStandAlone,
    connect: connect ?? ((handshake, listener) => socketIoTransport(at(), transports)(handshake, listener)),
    files: () => files ?? httpFiles(at()),
  })
}
