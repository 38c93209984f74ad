import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { Duplex } from 'node:stream'
import type { Logger } from '../engine/logger'
import { refuseUpgrade } from './bridge/refuse-upgrade'
import type { CloseOptions } from './close-options'
import { closeSeconds } from './close-options'
import type { WebIOHandler } from './handler'
import { listenProblem } from './listen-problem'
import type { LiveSession } from './live-session'
import { openBrowser } from './process/open-browser'

/** A server that runs. */
export interface WebIOServer {
  /** Where the page is: `http://localhost:8080/`. */
  readonly url: string
  readonly port: number
  /** The sessions that live, oldest first. */
  sessions(): LiveSession[]
  /**
   * Takes no more sessions, ends those that live (their pages are told, their deferred functions run), then all connections. Resolves when
   * everything is down; further calls give the same promise.
   * @throws TypeError, RangeError for a timeout that is no number of seconds
   */
  close(options?: CloseOptions): Promise<void>
}

/** How something gets a server of its own. */
export interface Listening {
  /** Whom the author called, for messages. */
  readonly caller: string
  /** 0 picks a free one. */
  readonly port: number
  /** @default all addresses of the machine */
  readonly host: string | undefined
  readonly logger: Logger
  readonly openBrowser: boolean
}

const RUNNING = Symbol.for('@webio/core/running-servers/1')

/** The servers of this process that run, whichever copy of this package started them. */
export function runningServers(): Set<WebIOServer> {
  const global = globalThis as { [RUNNING]?: Set<WebIOServer> }
  return (global[RUNNING] ??= new Set())
}

/** What can be given a server of its own. */
export interface Servable {
  /** Where its page is, without a final slash. */
  readonly path: string
  /** Answers a request, whatever it is for. */
  answer(request: IncomingMessage, response: ServerResponse): void
  /** Answers a request to upgrade, whatever it is for. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  sessions(): LiveSession[]
  close(options?: CloseOptions): Promise<void>
}

/** A handler that has a server for itself: what is not its own is not found. */
export function servable(handler: WebIOHandler): Servable {
  return {
    path: handler.path,
    answer(request, response) {
      if (handler.isSocketRequest(request.url)) handler.handleRequest(request, response)
      else handler.middleware(request, response)
    },
    upgrade(request, socket, head) {
      if (handler.isSocketRequest(request.url)) handler.handleUpgrade(request, socket, head)
      else refuseUpgrade(socket, 404)
    },
    sessions: handler.sessions,
    close: handler.close,
  }
}

/** Starts a server. @throws Error where the port cannot be had; the message says what to do */
export async function serve(
  served: Servable,
  { caller, port: wanted, host, logger, openBrowser: opens }: Listening,
): Promise<WebIOServer> {
  const server = createServer((request, response) => served.answer(request, response))
  server.on('upgrade', (request, socket, head) => served.upgrade(request, socket, head))
  const port = await listen(server, wanted, host).catch((error: NodeJS.ErrnoException) => {
    const problem = listenProblem(error, { port: wanted, host }) ?? error.message
    throw new Error(`${caller}: ${problem}`, { cause: error })
  })
  const url = `http://${hostInUrl(host)}:${port}${served.path}/`
  logger.info(`[webio] listening on ${url}`)
  for (const address of networkAddresses(host))
    logger.info(`[webio] on the network: http://${address}:${port}${served.path}/`)
  if (opens) await openBrowser(url, logger)

  let closed: Promise<void> | null = null
  const close = async (sessionsEnded: Promise<void>): Promise<void> => {
    runningServers().delete(running)
    // First the sessions: a page that polls needs new connections to hear that its session ends.
    await sessionsEnded
    const down = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await down
  }
  const running: WebIOServer = {
    url,
    port,
    sessions: () => served.sessions(),
    close(options) {
      closeSeconds(options) // Options that are refused throw here, and leave the server as it is.
      return (closed ??= close(served.close(options)))
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

/** By which other machines of the network reach a server that listens on all addresses. */
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
