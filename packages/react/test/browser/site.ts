import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Applications, HandlerOptions, WebIOHandler } from '@webio/core/server'
import { webio_handler } from '@webio/core/server'
import type { Chromium } from './chromium'
import type { HostFiles } from './bundle'

/** The path of the handler on a site. */
export const ENDPOINT = '/webio'

export interface SiteOptions extends HandlerOptions {
  /** 0 picks a free one. */
  readonly port?: number
  /** The site's own pages: the document at `/`, and its files. */
  readonly host?: HostPages
}

export interface HostPages {
  /** The document at a path of the site. The test interprets the query. */
  readonly document: (query: URLSearchParams) => string
  readonly files: HostFiles
  readonly headers?: Readonly<Record<string, string>>
}

/** A website with a handler, and with its own pages if the test provides them. */
export interface Site extends AsyncDisposable {
  /** The URL of the site's own page at `/`. */
  readonly url: string
  /** The URL of the stand-alone page. */
  readonly page: string
  readonly port: number
  readonly handler: WebIOHandler
  /** The live sessions, in full detail. */
  sessions(): ReturnType<WebIOHandler['host']['registry']['list']>
  /** Closes like a server that ends while pages are connected. */
  close(): Promise<void>
}

/**
 * Starts a site on this machine only. Errors and warnings in the log of its handler are reported to the test. At the end of the enclosing block, the
 * pages leave before the site is closed.
 */
export async function startSite(
  chromium: Pick<Chromium, 'report' | 'leave'>,
  applications: Applications,
  { port = 0, host, ...options }: SiteOptions = {},
): Promise<Site> {
  const tell = (...parts: unknown[]): void =>
    chromium.report(`on the server: ${parts.map(describe).join(' ')}`)
  const handler = webio_handler(applications, {
    path: ENDPOINT,
    logger: { debug() {}, info() {}, warn: tell, error: tell },
    ...options,
  })
  const server = createServer((request, response) => {
    if (host && answersFrom(host, request, response)) return
    handler.middleware(request, response, () => response.writeHead(404).end())
  })
  handler.attach(server)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address() as AddressInfo
  const url = `http://127.0.0.1:${address.port}/`
  let closed: Promise<void> | null = null
  const close = async (): Promise<void> => {
    await handler.close()
    const down = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await down
  }
  const end = (): Promise<void> => (closed ??= close())
  return {
    url,
    page: `${url}${handler.path.slice(1)}`,
    port: address.port,
    handler,
    sessions: () => handler.host.registry.list(),
    close: end,
    async [Symbol.asyncDispose]() {
      try {
        await chromium.leave()
      } finally {
        await end()
      }
    },
  }
}

function describe(part: unknown): string {
  return part instanceof Error ? String(part.stack) : String(part)
}

function answersFrom(host: HostPages, request: IncomingMessage, response: ServerResponse): boolean {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site')
  const file = host.files.get(pathname)
  if (pathname !== '/' && !file) return false
  const type = file?.type ?? 'text/html; charset=utf-8'
  response.writeHead(200, { 'content-type': type, ...host.headers })
  response.end(file?.content ?? host.document(searchParams))
  return true
}
