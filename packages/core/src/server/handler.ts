import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import type { Applications, TaskFunction } from '../engine/tasks/applications'
import { namedApplications } from '../engine/tasks/applications'
import { withFields } from '../engine/logger'
import { durableSessions } from '../engine/host/durable-sessions'
import { SessionHost } from '../engine/host/session-host'
import { sessionViewers } from '../engine/viewers/session-viewers'
import type { CloseReason } from '../protocol/commands'
import type { FirstPaint } from '../protocol/first-paint'
import type { Json, JsonObject } from '../protocol/json'
import { installAsyncContext } from './async-context'
import { limitsOf } from './options/app-config'
import { attachBridge } from './bridge/attach'
import { leaseNode } from './cluster/cluster-node'
import { Bridge } from './bridge/bridge'
import type { CloseOptions, CloseSeconds, ClosingOptions } from './close-options'
import { closeSeconds } from './close-options'
import { checkHandlerOptions, settingsOf } from './options/check-options'
import type { SessionKeeperOptions } from './durable/session-keeper'
import { SessionKeeper } from './durable/session-keeper'
import { Draining } from './draining'
import { DiskFileStore } from './files/disk-file-store'
import { FileRoutes } from './files/file-routes'
import { KeptFileStore } from './files/kept-file-store'
import { removeStaleFolders } from './files/stale-folders'
import type { FirstPaintOptions } from './first-paint'
import { firstPainter } from './first-paint'
import type { FetchHandler } from './fetch'
import { DocumentServer } from './http/document-server'
import { FirstViews } from './http/first-views'
import type { Middleware } from './http/node-listener'
import { nodeListener } from './http/node-listener'
import { refusedResponse } from './http/refused-response'
import { isAtOrBelow } from './http/request-target'
import { staticFiles } from './http/static-files'
import { senderOfRequest } from './info/request-facts'
import type { LiveSession } from './live-session'
import { liveSession } from './live-session'
import { keptSecondsOf, policyOf } from './durable-policy'
import type { ApplicationSource } from './options/admission'
import type { HandlerOptions, Settings } from './options/options'
import { DEFAULT_HANDLER_PATH } from './options/options'
import { requestPolicy } from './options/request-policy'
import { OperationRoutes } from './operations/operation-routes'
import { installSessionExceptionGuard } from './process/session-exception-guard'
import { nodeClock } from './process/node-clock'
import { loadTracing, sessionSpans } from './tracing/load-tracing'
import { within } from './within'

/** Applications, ready for use in a server. */
export interface WebIOHandler {
  /** Its path on the host, without a final slash. */
  readonly path: string
  /** Handles the requests for the socket that `server` receives. Nothing else about the server changes. */
  attach(server: Server | SecureServer): void
  /** Serves the page, its files, downloads and uploads, for Express, Connect or plain `http`. */
  readonly middleware: Middleware
  /** The same, for servers that use `Request` and `Response`; returns null for requests that are not for this handler. */
  readonly fetch: FetchHandler
  /** Tells whether a request is for the socket and must go to `handleRequest` or `handleUpgrade`. For servers that `attach` cannot use. */
  isSocketRequest(url: string | undefined): boolean
  /** Passes one long-polling request to the socket. */
  handleRequest(request: IncomingMessage, response: ServerResponse): void
  /**
   * Sets the server that passes on requests, so that other nodes of the cluster find this one. `attach` does it, too.
   */
  listensAt(server: Server | SecureServer): void
  /**
   * Resolves when the other nodes of the cluster know this one, so that they find its sessions. If the cluster cannot be reached, it resolves too, after
   * 3 seconds at most; it never rejects. A server of its own waits for it before it listens.
   * @example
   * await webio.joined()
   * server.listen(8080)
   */
  joined(): Promise<void>
  /** Passes one upgrade request to the socket. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /**
   * Starts a session for a document and returns its first outputs, for the prop `firstPaint` of `<WebIOApp>`. The task runs once: the hydrating page
   * resumes the session. If no page does so within 30 seconds (or `reconnect_timeout`, if that is shorter), the session ends. The same limits apply
   * as for a page that connects.
   * @returns null if the page has to connect by itself: it is refused, the server is full, or the application does not exist
   * @throws TypeError, RangeError for invalid options
   * @example
   * const firstPaint = await webio.firstPaint({ request, app: 'report' })
   */
  firstPaint<Params extends object = JsonObject, Auth = Json>(
    options: FirstPaintOptions<Params, Auth>,
  ): Promise<FirstPaint | null>
  /** The open sessions, oldest first. */
  sessions(): LiveSession[]
  /**
   * Replaces the applications for new sessions. Open sessions continue with the code that they started with.
   * @param options `restart_on_reload`, for development: if an application has changed, reloading the page of an open session starts a new session,
   * and a log message says so.
   * @default false
   */
  setApplications(applications: Applications, options?: { readonly restart_on_reload?: boolean }): void
  /** Opens and stores the sessions. */
  readonly host: SessionHost
  /**
   * Stops accepting sessions, ends the open ones (their pages are notified, their deferred functions run), and then closes all connections. Further
   * calls return the same promise; one without `drain` and `keep` ends the wait of the first.
   * @throws TypeError or RangeError if the timeout is not a valid number of seconds
   */
  close(options?: CloseOptions): Promise<void>
}

/**
 * Creates a handler for applications, for use in an existing server. `start_server` creates its own server.
 * @throws TypeError or RangeError if an application or an option is invalid
 * @example
 * const webio = webio_handler(main, { path: '/webio' })
 * app.use(webio.middleware) // Express
 * webio.attach(app.listen(3000))
 */
export function webio_handler(applications: Applications, options?: HandlerOptions): WebIOHandler {
  const caller = 'webio_handler'
  return createHandler(
    caller,
    applications,
    settingsOf(checkHandlerOptions(caller, options), DEFAULT_HANDLER_PATH),
  )
}

/**
 * Creates a handler from checked options.
 * @param applications null if `load` sets them
 */
export function createHandler(
  caller: string,
  applications: Applications | null,
  given: Settings,
  load?: ApplicationSource['load'],
): WebIOHandler {
  const lease = leaseNode(given)
  const logger = withFields(given.logger, { node: lease.node.id })
  const settings = { ...given, logger }
  const {
    debug,
    expiryInterval,
    lifeSpan,
    maxMessageBytes,
    maxPayloadBytes,
    maxSessionUploadBytes,
    maxSessions,
    maxSessionsPerIp,
    maxViewers,
    path,
    reconnectTimeout,
    strayErrors,
  } = settings
  const { durableFiles } = settings
  const keptFiles =
    durableFiles === undefined
      ? null
      : new KeptFileStore(join(durableFiles, 'uploads'), maxPayloadBytes, maxSessionUploadBytes)
  const store = new DiskFileStore(maxPayloadBytes, maxSessionUploadBytes)
  void removeStaleFolders(logger)
  const keeper = keeperOf(settings, keptFiles, {
    policyOf: (app) => policyOf(host.applications.get(app)),
    keptSeconds: () => keptSecondsOf(host.applications.values(), load !== undefined),
  })
  const host: SessionHost = new SessionHost({
    applications: applications ? namedApplications(applications, caller) : new Map(),
    logger,
    reconnectTimeout,
    maxMessageBytes,
    maxSessions,
    viewers: sessionViewers,
    maxSessionsPerIp,
    maxViewers,
    lifeSpan,
    expiryInterval,
    limitsOf: (app) => limitsOf(host.applications.get(app)),
    debug,
    takesStrayErrors: strayErrors === 'session',
    clock: nodeClock,
    files: keptFiles ?? store,
    node: lease.node,
    tracer: sessionSpans,
    durable: keeper
      ? durableSessions({ ...keeper.hostOptions, rehearses: debug, files: keptFiles ?? undefined })
      : undefined,
  })
  /** Checks the policies of durable sessions. This happens now, while the files on the disk are the loaded ones, because it computes their version. */
  const checkPolicies = (asker: string, named: ReadonlyMap<string, TaskFunction>): void => {
    if (!keeper) return
    for (const [name, app] of named)
      if (policyOf(app).onNewCode === 'keep' && !lease.relay)
        throw new Error(
          `${asker}: the application ${JSON.stringify(name)} has on_new_code: 'keep', so its sessions stay in this process while another process gets ` +
            'the new ones. Serve it with webio FILE --workers N or with the options cluster and cluster_secret, or use "replay".',
        )
  }
  checkPolicies(caller, host.applications)
  keeper?.begin(host)
  installAsyncContext()
  void loadTracing()
  installSessionExceptionGuard(logger)
  const policy = requestPolicy(settings)
  const source: ApplicationSource = { applications: () => host.applications, ...(load && { load }) }
  const joined = lease.relay?.join(path, host)
  const firstViews = new FirstViews()
  const bridge = new Bridge(host, settings, policy, source, firstViews, keeper, joined?.nodes)
  const documents = new DocumentServer(settings, source, firstViews)
  const files = new FileRoutes(settings, policy, host.registry, { keeper, nodes: lease.relay })
  const statics = staticFiles(settings)
  let isDraining = false
  const operations = new OperationRoutes(
    settings,
    {
      hosts: () => [host],
      pathOf: () => path,
      relayedPages: () => lease.relay?.pages ?? 0,
      isDraining: () => isDraining,
    },
    lease.node.id,
    lease.relay?.others,
  )
  const fetch: FetchHandler = async (request, client) => {
    if (!isAtOrBelow(path, new URL(request.url).pathname)) return null
    const probed = operations.probe(request)
    if (probed) return probed
    if (lease.relay?.isForwardedRequest(request))
      return (await operations.fetchForwarded(request)) ?? files.fetchForwarded(request)
    const refused = policy.forDocument(senderOfRequest(request, client))
    if (refused) return refusedResponse(refused)
    return (
      (await operations.fetch(request, client)) ??
      (await files.fetch(request, client)) ??
      (await statics(request, client)) ??
      (await documents.fetch(request, client))
    )
  }
  const paint = firstPainter(host, settings, policy, source)
  const detach: (() => void)[] = []
  let closed: Promise<void> | null = null

  const draining = new Draining(host, keeper)
  const close = async (
    seconds: CloseSeconds,
    reason: CloseReason,
    onStay: () => void = () => {},
  ): Promise<void> => {
    const { timeout } = seconds
    isDraining = true
    host.stopOpening()
    lease.drain()
    await draining.wait(seconds, lease.relay, onStay)
    bridge.stopAdmitting()
    // Its claim would keep a session that arrives later from all other processes.
    if (keeper) await within(timeout * 1000, keeper.settled())
    const ended = await within(timeout * 1000, host.close(reason))
    if (!ended)
      logger.warn(
        `[webio] deferred functions have taken more than ${timeout} s. The server does not wait for them.`,
      )
    await bridge.close()
    for (const undo of detach.splice(0)) undo()
    joined?.leave()
    await store.close()
    await lease.release()
    await keeper?.close()
  }

  return {
    path,
    host,
    fetch,
    middleware: nodeListener(fetch, settings),
    attach(server) {
      detach.push(attachBridge(bridge, server))
      lease.relay?.reachableAt(server, path)
    },
    listensAt: (server) => lease.relay?.reachableAt(server, path),
    joined: () => lease.joined(),
    isSocketRequest: (url) => bridge.isFor(url),
    handleRequest: (request, response) => bridge.handleRequest(request, response),
    handleUpgrade: (request, socket, head) => bridge.handleUpgrade(request, socket, head),
    firstPaint: async (wanted: FirstPaintOptions) => (closed ? null : paint(wanted)),
    sessions: () =>
      host.registry
        .list()
        .filter(({ state }) => state.name === 'open' || state.name === 'detached')
        .map(liveSession),
    setApplications(changed, { restart_on_reload = false } = {}) {
      const named = namedApplications(changed, 'setApplications')
      checkPolicies('setApplications', named)
      host.setApplications(named)
      if (restart_on_reload) host.outdateSessions()
    },
    close: (options?: ClosingOptions) => {
      const seconds = closeSeconds(options)
      // A second caller does not want to wait as long as the first.
      if (closed && seconds.keep === 0) draining.cutShort()
      return (closed ??= close(
        seconds,
        // A durable session continues with the server that replaces this one.
        options?.replaced && !keeper ? 'replaced' : 'shutdown',
        options?.onStay,
      ))
    },
  }
}

function keeperOf(
  settings: Settings,
  files: KeptFileStore | null,
  policies: Pick<SessionKeeperOptions, 'policyOf' | 'keptSeconds'>,
): SessionKeeper | null {
  const { durable, durableFiles, durableSecret: secret, logger, reconnectTimeout } = settings
  if (durable === undefined) return null
  const recordFolder = durableFiles && join(durableFiles, 'records')
  return new SessionKeeper({
    durable,
    files,
    ...policies,
    recordFolder,
    secret,
    logger,
    reconnectTimeout,
    clock: nodeClock,
  })
}
