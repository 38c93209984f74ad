import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import type { Duplex } from 'node:stream'
import { describe } from '../api/arguments'
import type { Applications } from '../engine/tasks/applications'
import { namedApplications } from '../engine/tasks/applications'
import { SessionHost } from '../engine/host/session-host'
import type { CloseReason } from '../protocol/commands'
import { installAsyncContext } from './async-context'
import { limitsOf } from './options/app-config'
import { attachBridge } from './bridge/attach'
import { Bridge } from './bridge/bridge'
import { checkHandlerOptions, LONGEST_SECONDS, settingsOf } from './options/check-options'
import { DiskFileStore } from './files/disk-file-store'
import { FileRoutes } from './files/file-routes'
import { removeStaleFolders } from './files/stale-folders'
import type { FetchHandler } from './http/fetch-handler'
import { PageServer } from './http/fetch-handler'
import type { Middleware } from './http/node-listener'
import { nodeListener } from './http/node-listener'
import { staticFiles } from './http/static-files'
import type { LiveSession } from './live-session'
import { liveSession } from './live-session'
import type { HandlerOptions, Settings } from './options/options'
import { DEFAULT_HANDLER_PATH } from './options/options'
import { installSessionExceptionGuard } from './process/session-exception-guard'
import { nodeClock } from './process/node-clock'
import { within } from './within'

/** How a handler or a server closes. */
export interface CloseOptions {
  /** Seconds that deferred functions may take; those that take longer are not waited for. @default 10 */
  readonly timeout?: number | undefined
  /**
   * Another server takes the place of this one: pages start a new session there, as soon as they can connect, instead of telling that
   * theirs is over (rule R6).
   * @default false
   */
  readonly replaced?: boolean | undefined
}

const DEFAULT_CLOSE_SECONDS = 10

/** Applications, ready to be put into a server. */
export interface WebIOHandler {
  /** Where it is on its host, without a final slash. */
  readonly path: string
  /** Takes the requests for the socket out of what `server` receives. Nothing else of the server changes. */
  attach(server: Server | SecureServer): void
  /** The page, its files, downloads and uploads, for Express, Connect or plain `http`. */
  readonly middleware: Middleware
  /** The same, for servers that speak `Request` and `Response`; null where a request is for something else. */
  readonly fetch: FetchHandler
  /** True where a request is for the socket, so for `handleRequest` or `handleUpgrade`. For servers that cannot be attached to. */
  isSocketRequest(url: string | undefined): boolean
  /** Gives one request of long-polling to the socket. */
  handleRequest(request: IncomingMessage, response: ServerResponse): void
  /** Gives one request to upgrade to the socket. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** The sessions that live, oldest first. */
  sessions(): LiveSession[]
  /** From now on new sessions run these. Those that live go on with what they began. */
  setApplications(applications: Applications): void
  /** Opens and keeps the sessions. */
  readonly host: SessionHost
  /**
   * Takes no more sessions, ends those that live (their pages are told, their deferred functions run), then all connections. Further calls
   * give the same promise.
   * @throws TypeError, RangeError for a timeout that is no number of seconds
   */
  close(options?: CloseOptions): Promise<void>
}

/**
 * Makes a handler of applications, for a server that is there already. `start_server` brings its own.
 * @throws TypeError, RangeError for applications or options that are none
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

/** Makes a handler with options that were checked. */
export function createHandler(caller: string, applications: Applications, settings: Settings): WebIOHandler {
  const {
    debug,
    expiryInterval,
    lifeSpan,
    logger,
    maxMessageBytes,
    maxPayloadBytes,
    maxSessionUploadBytes,
    maxSessions,
    path,
    reconnectTimeout,
  } = settings
  const store = new DiskFileStore(maxPayloadBytes, maxSessionUploadBytes)
  void removeStaleFolders(logger)
  const host: SessionHost = new SessionHost({
    applications: namedApplications(applications, caller),
    logger,
    reconnectTimeout,
    maxMessageBytes,
    maxSessions,
    lifeSpan,
    expiryInterval,
    limitsOf: (app) => limitsOf(host.applications.get(app)),
    debug,
    clock: nodeClock,
    files: store,
  })
  installAsyncContext()
  installSessionExceptionGuard(logger)
  const bridge = new Bridge(host, settings)
  const page = new PageServer(settings, () => host.applications)
  const files = new FileRoutes(settings, host.registry)
  const statics = staticFiles(settings)
  const fetch: FetchHandler = async (request, client) =>
    (await files.fetch(request, client)) ??
    (await statics(request, client)) ??
    (await page.fetch(request, client))
  const detach: (() => void)[] = []
  let closed: Promise<void> | null = null

  const close = async (seconds: number, reason: CloseReason): Promise<void> => {
    bridge.stopAdmitting()
    const ended = await within(seconds * 1000, host.close(reason))
    if (!ended)
      logger.warn(`[webio] deferred functions have taken more than ${seconds} s and are not waited for.`)
    await bridge.close()
    for (const undo of detach.splice(0)) undo()
    await store.close()
  }

  return {
    path,
    host,
    fetch,
    middleware: nodeListener(fetch, settings),
    attach(server) {
      detach.push(attachBridge(bridge, server))
    },
    isSocketRequest: (url) => bridge.isFor(url),
    handleRequest: (request, response) => bridge.handleRequest(request, response),
    handleUpgrade: (request, socket, head) => bridge.handleUpgrade(request, socket, head),
    sessions: () =>
      host.registry
        .list()
        .filter(({ state }) => state.name === 'open' || state.name === 'detached')
        .map(liveSession),
    setApplications(changed) {
      host.setApplications(namedApplications(changed, 'setApplications'))
    },
    close: (options) =>
      (closed ??= close(closeSeconds(options), options?.replaced ? 'replaced' : 'shutdown')),
  }
}

function closeSeconds({ timeout = DEFAULT_CLOSE_SECONDS }: CloseOptions = {}): number {
  if (typeof timeout !== 'number')
    throw new TypeError(`close: timeout must be a number of seconds, not ${describe(timeout)}.`)
  if (!(timeout >= 0 && timeout <= LONGEST_SECONDS))
    throw new RangeError(
      `close: timeout must be a number of seconds from 0 to ${LONGEST_SECONDS}, not ${timeout}.`,
    )
  return timeout
}
