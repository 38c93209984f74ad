import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRequest, sendResponse } from '@remix-run/node-fetch-server'
import type { TrustProxy } from '../info/trust-proxy'
import type { Settings } from '../options/options'
import type { FetchHandler } from './fetch-handler'

/** A request listener for Express, Connect and plain `http`. Without `next`, what is not ours gets a 404. */
export type Middleware = (
  request: IncomingMessage & { originalUrl?: string },
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => void

/** Makes a Node request listener of a fetch handler. */
export function nodeListener(fetch: FetchHandler, { logger, trustProxy }: Settings): Middleware {
  return (request, response, next) => {
    // Express cuts off the path that a middleware was mounted at.
    const url = request.originalUrl ?? request.url ?? '/'
    const otherwise =
      next ?? (() => response.writeHead(404, { 'content-type': 'text/plain' }).end('Not Found'))
    const failed = (error: unknown): void => {
      if (next && !response.headersSent) return next(error)
      logger.error('[webio] an internal error while answering a request:', error)
      if (response.headersSent) response.destroy()
      else response.writeHead(500, { 'content-type': 'text/plain' }).end('Internal Server Error')
    }
    void answer(fetch, request, response, url, trustProxy).then((answered) => {
      if (!answered) otherwise()
    }, failed)
  }
}

async function answer(
  fetch: FetchHandler,
  request: IncomingMessage,
  response: ServerResponse,
  url: string,
  trustProxy: TrustProxy,
): Promise<boolean> {
  const cut = request.url
  request.url = url
  const ip = request.socket.remoteAddress
  const asked = createRequest(request, response, { trustProxy: trustProxy(ip, 0) })
  request.url = cut
  const answered = await fetch(asked, { ip })
  if (!answered) return false
  await sendResponse(response, answered)
  return true
}
