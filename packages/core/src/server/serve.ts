import cluster from 'node:cluster'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { Duplex } from 'node:stream'
import type { Logger } from '../engine/logger'
import { refuseUpgrade } from './bridge/refuse-upgrade'
import type { CloseOptions } from './close-options'
import { closeSeconds } from './close-options'
import { isLaterWorker } from './cluster/worker-process'
import type { WebIOHandler } from './handler'
import { listenProblem } from './listen-problem'
import type { LiveSession } from './live-session'
import { openBrowser } from './process/open-browser'
import type { Relay } from './remote/relay'
import { SshTunnel } from './remote/ssh-tunnel'
import { loadTracing } from './tracing/load-tracing'

/** A running server. */
export interface WebIOServer {
  /** The URL of the page: `http://localhost:8080/`. */
  readonly url: string
  readonly port: number
  /** The open sessions, oldest first. */
  sessions(): LiveSession[]
  /**
   * Stops accepting sessions, ends the open ones (their pages are notified, their deferred functions run), and then closes all connections. Resolves
   * when everything has closed. Further calls return the same promise; one without `drain` and `keep` ends the wait of the first.
   * @throws TypeError or RangeError if the timeout is not a valid number of seconds
   */
  close(options?: CloseOptions): Promise<void>
}

/** The settings of a stand-alone server. */
export interface Listening {
  /** The function that the author called, for messages. */
  readonly caller: string
  /** 0 picks a free one. */
  readonly port: number
  /** @default all addresses of the machine */
  readonly host: string | undefined
  readonly logger: Logger
  readonly openBrowser: boolean
  /** Admits visitors through a relay. `hosts` gets the names by which they reach the server. */
  readonly tunnel?: { readonly relay: Relay | null; readonly hosts: Set<string> }
}

const RUNNING = Symbol.for('@webio/core/running-servers/1')

/** The running servers of this process, for all copies of this package. */
export function runningServers(): Set<WebIOServer> {
  const global = globalThis as { [RUNNING]?: Set<WebIOServer> }
  return (global[RUNNING] ??= new Set())
}

/** Answers the requests of a stand-alone server. */
export interface RequestHandler {
  /** The path of its page, without a final slash. */
  readonly path: string
  /** Handles any request. */
  handleRequest(request: IncomingMessage, response: ServerResponse): void
  /** Handles any upgrade request. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Resolves when pages may come: other nodes know this one, or its cluster cannot be reached. */
  joined(): Promise<void>
  /** Sets the server that passes on requests. It listens already. */
  listensAt(server: Server): void
  sessions(): LiveSession[]
  close(options?: CloseOptions): Promise<void>
}

/** Adapts a handler to its own server: all other paths get a 404. */
export function standAlone(handler: WebIOHandler): RequestHandler {
  return {
    path: handler.path,
    handleRequest(request, response) {
      if (handler.isSocketRequest(request.url)) handler.handleRequest(request, response)
      else handler.middleware(request, response)
    },
    handleUpgrade(request, socket, head) {
      if (handler.isSocketRequest(request.url)) handler.handleUpgrade(request, socket, head)
      else refuseUpgrade(socket, 404)
    },
    joined: handler.joined,
    listensAt: handler.listensAt,
    sessions: handler.sessions,
    close: handler.close,
  }
}

/**
 * Starts a server.
 * @throws Error if the port is not available; the message says what to do
 */
export async function serve(
  handler: RequestHandler,
  { caller, port: wanted, host, logger, openBrowser: opens, tunnel }: Listening,
): Promise<WebIOServer> {
  // Before the first page, so that all sessions are traced.
  await loadTracing()
  // Another node could not find the sessions of a node that it does not know, and would tell their pages that they are gone.
  await handler.joined()
  const server = createServer((request, response) => handler.handleRequest(request, response))
  server.on('upgrade', (request, socket, head) => handler.handleUpgrade(request, socket, head))
  const port = await listen(server, wanted, host).catch((error: NodeJS.ErrnoException) => {
    const problem = listenProblem(error, { port: wanted, host }) ?? error.message
    throw new Error(`${caller}: ${problem}`, { cause: error })
  })
  handler.listensAt(server)
  const url = `http://${hostInUrl(host)}:${port}${handler.path}/`
  const isNews = !isLaterWorker()
  if (isNews) logger.info(`[webio] listening on ${url}`)
  for (const address of isNews ? networkAddresses(host) : [])
    logger.info(`[webio] on the network: http://${address}:${port}${handler.path}/`)
  if (opens) await openBrowser(url, logger)
  const { relay, hosts } = tunnel ?? {}
  const open =
    relay &&
    new SshTunnel({
      relay,
      target: `${hostInUrl(host)}:${port}`,
      path: handler.path,
      logger,
      onHost: (name) => void hosts?.add(name),
    })

  let closed: Promise<void> | null = null
  const close = async (sessionsEnded: Promise<void>): Promise<void> => {
    runningServers().delete(running)
    // Sessions end first: a polling page needs new connections to learn that its session has ended.
    await sessionsEnded
    const tunnelEnded = open?.close()
    const down = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await Promise.all([down, tunnelEnded])
  }
  const running: WebIOServer = {
    url,
    port,
    sessions: () => handler.sessions(),
    close(options) {
      const { drain, keep } = closeSeconds(options) // Invalid options throw here, and the server keeps running.
      const sessionsEnded = handler.close(options)
      // Other workers share the port, and through them the pages of remaining sessions reach this worker.
      if (cluster.isWorker && keep > drain) server.close()
      return (closed ??= close(sessionsEnded))
    },
  }
  runningServers().add(running)
  return running
}

async function listen(server: Server, port: number, host: string | undefined): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host }, resolve)
  })
  server.removeAllListeners('error')
  return (server.address() as AddressInfo).port
}

/** The addresses at which other machines in the network reach a server that listens on all addresses. */
function networkAddresses(host: string | undefined): string[] {
  if (host !== '0.0.0.0' && host !== '::') return []
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)
}

function hostInUrl(host: string | undefined): string {
  if (!host || host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
