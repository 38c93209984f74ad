import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Applications } from '../engine/applications'
import { refuseUpgrade } from './bridge/refuse-upgrade'
import { checkServerOptions, settingsOf } from './check-options'
import type { CloseOptions } from './handler'
import { createHandler } from './handler'
import type { LiveSession } from './live-session'
import type { ServerOptions } from './options'
import { DEFAULT_SERVER_OPTIONS } from './options'

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

/**
 * Serves applications: the page and the socket, on a server of its own.
 * @returns when the server listens
 * @throws TypeError, RangeError for applications or options that are none; Error where the port cannot be had
 * @example const server = await start_server(main, { port: 8080 })
 */
export async function start_server(
  applications: Applications,
  options?: ServerOptions,
): Promise<WebIOServer> {
  const caller = 'start_server'
  const given = { ...DEFAULT_SERVER_OPTIONS, ...checkServerOptions(caller, options) }
  const settings = settingsOf(given, DEFAULT_SERVER_OPTIONS.path)
  const handler = createHandler(caller, applications, settings)
  const server = createServer((request, response) => {
    if (handler.isSocketRequest(request.url)) handler.handleRequest(request, response)
    else handler.middleware(request, response)
  })
  server.on('upgrade', (request, socket, head) => {
    if (handler.isSocketRequest(request.url)) handler.handleUpgrade(request, socket, head)
    else refuseUpgrade(socket, 404)
  })
  const port = await listen(server, given.port, given.host)
  const url = `http://${hostInUrl(given.host)}:${port}${settings.path}/`
  settings.logger.info(`[webio] listening on ${url}`)
  if (given.auto_open_webbrowser) await openBrowser(url, settings.logger.warn)

  let closed: Promise<void> | null = null
  const close = async (options?: CloseOptions): Promise<void> => {
    // First the handler: a page that polls needs new connections to hear that its session ends.
    await handler.close(options)
    const down = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await down
  }
  return { url, port, sessions: handler.sessions, close: (options) => (closed ??= close(options)) }
}

async function listen(server: Server, port: number, host: string | undefined): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, port, host)))
    server.listen({ port, host }, resolve)
  })
  server.removeAllListeners('error')
  return (server.address() as AddressInfo).port
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string | undefined): Error {
  const advice: Readonly<Record<string, string>> = {
    EADDRINUSE: `port ${port} is in use. Stop what listens on it, or choose another: { port: ${port + 1} }, or { port: 0 } for a free one.`,
    EACCES: `port ${port} may not be used by this user. Choose one above 1023, such as { port: 8080 }.`,
    EADDRNOTAVAIL: `this machine has no address ${host}. Leave out the option host to listen on all of its addresses.`,
    ENOTFOUND: `the host ${host} cannot be resolved. Leave out the option host to listen on all addresses.`,
  }
  return new Error(`start_server: ${advice[error.code ?? ''] ?? error.message}`, { cause: error })
}

function hostInUrl(host: string | undefined): string {
  if (!host || host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

/** A machine without a browser is no reason for a server not to run. */
async function openBrowser(
  url: string,
  warn: (message: string, ...details: unknown[]) => void,
): Promise<void> {
  try {
    const { default: open } = await import('open')
    const child = await open(url)
    child.once('error', (error) => warn('[webio] no browser could be opened:', error.message))
  } catch (error) {
    warn('[webio] no browser could be opened:', error)
  }
}
