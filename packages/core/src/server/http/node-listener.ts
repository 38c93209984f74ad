import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRequest, sendResponse } from '@remix-run/node-fetch-server'
import { hostNameOf } from '../info/host-name'
import { forwardedOr, senderOf } from '../info/request-facts'
import type { Settings } from '../options/options'
import { Pacer } from '../process/pacer'
import { addContentSecurityPolicy } from './content-security-policy'
import type { FetchHandler } from '../fetch'
import { isAtOrBelow, pathOfTarget, requestTarget } from './request-target'

/** A request listener for Express, Connect and plain `http`. Without `next`, requests for other paths get a 404. */
export type Middleware = (
  request: IncomingMessage & { originalUrl?: string },
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => void

/** Methods for which `Request` cannot be constructed. */
const NO_METHODS = new Set(['CONNECT', 'TRACE', 'TRACK'])

/** The number of requests of one connection that a turn answers. Each takes about a millisecond, and one packet can hold a thousand. */
const REQUESTS_PER_TURN = 4

/** Turns a fetch handler into a Node request listener for `path` and everything below it. */
export function nodeListener(fetch: FetchHandler, settings: Settings): Middleware {
  const { logger, path, trustProxy } = settings
  const pacers = new WeakMap<object, Pacer>()
  const pacerOf = (connection: object): Pacer => {
    const pacer = pacers.get(connection) ?? new Pacer(REQUESTS_PER_TURN)
    pacers.set(connection, pacer)
    return pacer
  }
  return (request, response, next) => {
    const plainly = (status: number, text: string, headers = {}): void => {
      response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(text)
    }
    const otherwise = next ?? (() => plainly(404, 'Not Found'))
    // Express strips the path at which a middleware is mounted.
    const target = requestTarget(request.originalUrl ?? request.url ?? '/')
    if (target === null || (target !== '*' && !isAtOrBelow(path, pathOfTarget(target)))) return otherwise()
    if (target === '*') {
      if (next) return next()
      return plainly(request.method === 'OPTIONS' ? 204 : 400, '', { allow: 'GET, HEAD, POST, OPTIONS' })
    }
    const sender = senderOf(request)
    const host = forwardedOr(sender, 'x-forwarded-host', sender.headers.host || 'localhost', trustProxy)
    if (hostNameOf(host) === null) return plainly(400, 'Bad Request: the host is invalid.')
    if (NO_METHODS.has(request.method ?? ''))
      return plainly(405, 'Method Not Allowed', { allow: 'GET, HEAD, POST, OPTIONS' })

    const failed = (error: unknown): void => {
      if (next && !response.headersSent) return next(error)
      logger.error('[webio] an internal error while answering a request:', error)
      if (response.headersSent) response.destroy()
      else plainly(500, 'Internal Server Error')
    }
    const asked = { target, host, isTrusted: trustProxy(sender.peer, 0) }
    const answerInTurn = async (): Promise<boolean> => {
      await pacerOf(request.socket).enter()
      // A client that has gone meanwhile needs no answer.
      return response.destroyed || answer(fetch, request, response, asked)
    }
    void answerInTurn().then((answered) => {
      if (!answered) otherwise()
    }, failed)
  }
}

interface Asked {
  readonly target: string
  readonly host: string
  readonly isTrusted: boolean
}

async function answer(
  fetch: FetchHandler,
  request: IncomingMessage,
  response: ServerResponse,
  { target, host, isTrusted }: Asked,
): Promise<boolean> {
  const cut = request.url
  request.url = target
  const asked = createRequest(request, response, { host, trustProxy: isTrusted })
  request.url = cut
  const answered = await fetch(asked, { ip: request.socket.remoteAddress })
  if (!answered) return false
  addContentSecurityPolicy(answered, response.getHeader('content-security-policy'))
  await sendResponse(response, answered)
  return true
}
