import type { Json, JsonObject, PageTransportFactory, ShareId, ViewRequest } from '@webio/core/protocol'
import { readShareId } from '@webio/core/protocol'
import { domServices } from './dom/page-services'
import type { Internals } from './context/internals'
import { lazyFields } from './lazy-fields'
import { lazyOutputs } from './lazy-outputs'
import { SEPARATE_CODE } from './outputs/separate-code'
import type { SessionSource, WebIOProviderProps, WebIOSessionOptions } from './props'
import type { SessionOwnerOptions, WebIOSession } from './session/session-options'
import type { CodePart } from './session/later-code'
import { SessionOwner } from './session/session-owner'
import { hasParams, setupProblem } from './session/setup'
import { reportProblem } from './report-problem'
import { fetchCookie } from './session/wire/fetch-cookie'
import { isOwnEndpoint, resolveEndpoint } from './session/wire/endpoint'
import type { Endpoint } from './session/wire/endpoint'
import type { FileWire } from './session/wire/file-wire'
import { httpFiles, noFiles } from './session/wire/file-wire'
import { socketIoTransport } from './session/wire/socket-io-transport'
import type { InPageTask } from './session/wire/task-transport'
import { taskTransport } from './session/wire/task-transport'

/**
 * Creates a session outside the component tree. It lasts until `close()` or the end of the page. It starts when the first `<WebIOProvider
 * session>` or `<WebIOApp session>` shows it, and continues while no component shows it. You can call this at the top level of a module, even on a
 * server, where it does nothing.
 *
 * @throws TypeError if the options name neither an endpoint nor a task, or name both; if the endpoint is neither a path nor a URL of a server; or if
 *   the parameters are not an object of JSON
 * @example
 * const session = createWebIOSession({ endpoint: '/webio', app: 'chat' })
 * // As often as it is mounted:
 * const Chat = () => <WebIOApp session={session} />
 */
export function createWebIOSession<Params extends object = JsonObject, Auth = Json>(
  options: WebIOSessionOptions<Params, Auth>,
): WebIOSession
export function createWebIOSession(options: WebIOSessionOptions): WebIOSession {
  const { auth, endpoint, task, allowScripts } = options
  const problem = setupProblem(options)
  if (problem) throw new TypeError(`createWebIOSession(): ${problem}`)
  return createOwner(
    options,
    {},
    {
      isIndependent: true,
      handlers: options,
      policy: () => ({ auth, task, allowScripts: allowScripts ?? isOwnEndpoint(endpoint) }),
    },
  )
}

const LATER_CODE: readonly CodePart[] = [
  { code: lazyFields, of: ['fields'] },
  { code: lazyOutputs, of: ['outputs'] },
]

/** What the host page draws itself. */
type Replaced = Pick<WebIOProviderProps, 'outputs' | 'components'>

/** Creates a session from the props of a provider or the options of a session. */
export function createOwner(
  source: SessionSource & Replaced,
  { connect, files, isStandAlone, parts = [] }: Internals,
  more: Pick<SessionOwnerOptions, 'isIndependent' | 'handlers' | 'policy'> = {},
): SessionOwner {
  const { endpoint, session, resumeKey, firstPaint, keepAlive } = source
  const params = (hasParams(source) && source.params) || {}
  const shared = typeof session === 'string' ? sharedBy(session) : null
  const app = (shared ?? source).app ?? 'index'
  const owner: SessionOwner = new SessionOwner({
    endpoint,
    app,
    params,
    resumeKey,
    firstPaint,
    view: shared ? viewOf(shared, source.role) : undefined,
    isStandAlone,
    keepAlive,
    services: domServices,
    code: { fields: lazyFields, parts: [...LATER_CODE, ...separateCode(source), ...parts] },
    connect: connect ?? wireOf(source, () => owner.task),
    files: () => files ?? filesOf(source),
    ...(endpoint !== undefined && {
      fetchCookie(session: string, token: string): void {
        fetchCookie(resolve(endpoint), session, token).catch((error: unknown) =>
          reportProblem('a cookie could not be fetched.', error),
        )
      },
      tellUnreachable(): void {
        reportProblem('no server answers at endpoint', resolve(endpoint))
      },
    }),
    group: connect,
    setup: source,
    ...more,
  })
  return owner
}

/** The code of the outputs that the host page does not draw itself. */
function separateCode({ outputs, components }: Replaced): readonly CodePart[] {
  return SEPARATE_CODE.filter(({ types }) => types.some((type) => !outputs?.[type] && !components?.[type]))
}

/** An invalid id names no session, and the server says so. */
function sharedBy(id: string): ShareId {
  return readShareId(id) ?? { session: id, token: '', app: 'index' }
}

function viewOf({ session, token }: ShareId, role: string | undefined): ViewRequest {
  return { session, token, ...((role === 'observer' || role === 'driver') && { role }) }
}

function wireOf({ endpoint, transports }: SessionSource, task: () => InPageTask): PageTransportFactory {
  if (endpoint === undefined) return taskTransport(task)
  return (handshake, listener) => socketIoTransport(resolve(endpoint), transports)(handshake, listener)
}

function filesOf({ endpoint }: SessionSource): FileWire {
  return endpoint === undefined ? noFiles : httpFiles(resolve(endpoint))
}

/** Reads the document, so call it only when a session starts: a server has no document. */
function resolve(endpoint: string): Endpoint {
  return resolveEndpoint(endpoint, document.baseURI)
}
