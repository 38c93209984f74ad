import { useCallback, useContext, useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react'
import type { Endpoint } from '../session/wire/endpoint'
import { isOwnEndpoint, resolveEndpoint } from '../session/wire/endpoint'
import type { FileWire } from '../session/wire/file-wire'
import { httpFiles, noFiles } from '../session/wire/file-wire'
import type { ShownSession } from '../session/shown-session'
import { SessionOwner } from '../session/session-owner'
import { socketIoTransport } from '../session/wire/socket-io-transport'
import type { InPageTask } from '../session/wire/task-transport'
import { taskTransport } from '../session/wire/task-transport'
import type { WireFactory } from '../session/wire/wire'
import type { Internals } from '../context/internals'
import { InternalsContext } from '../context/internals'
import type { WebIOProviderProps } from '../props'

interface Made {
  readonly identity: string
  readonly client: SessionOwner
}

/** The client of a provider's session: another one when endpoint, application, parameters or key are others. */
export function useSessionOwner(props: WebIOProviderProps): {
  client: SessionOwner
  page: ShownSession | null
} {
  const internals = useContext(InternalsContext)
  const identity = JSON.stringify([props.endpoint, props.app, props.params, props.resumeKey])
  const [made, setMade] = useState<Made>(() => ({ identity, client: makeClient(props, internals) }))
  if (made.identity !== identity) setMade({ identity, client: makeClient(props, internals) })
  const { client } = made

  const { onReady, onEvent, onClose, onError, auth, endpoint, task } = props
  useLayoutEffect(() => {
    client.listen({ onReady, onEvent, onClose, onError }, () => ({
      auth,
      task,
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

/** @throws Error where it is not said where the task is, or twice */
function makeClient(props: WebIOProviderProps, { connect, files, isStandAlone }: Internals): SessionOwner {
  const { endpoint, task, app = 'index', params = {}, resumeKey } = props
  if ((endpoint === undefined) === (task === undefined))
    throw new Error('<WebIOApp>: give either endpoint or task.')
  const client: SessionOwner = new SessionOwner({
    endpoint,
    app,
    params,
    resumeKey,
    isStandAlone,
    connect: connect ?? wireOf(props, () => client.task),
    files: () => files ?? filesOf(props),
  })
  return client
}

function wireOf({ endpoint, transports }: WebIOProviderProps, task: () => InPageTask): WireFactory {
  if (endpoint === undefined) return taskTransport(task)
  return (handshake, listener) => socketIoTransport(resolve(endpoint), transports)(handshake, listener)
}

function filesOf({ endpoint }: WebIOProviderProps): FileWire {
  return endpoint === undefined ? noFiles : httpFiles(resolve(endpoint))
}

/** The document is asked when a session starts: on the server there is none. */
function resolve(endpoint: string): Endpoint {
  return resolveEndpoint(endpoint, document.baseURI)
}
