import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import http from 'node:http'
import { Socket } from 'node:net'
import type { NextServer } from './find-servers'

/** The header by which the route recognizes the plugin's own requests. */
export const WARM_UP_HEADER = 'x-webio-warm-up'

/** The status of the route's response to them. */
export const WARM_UP_STATUS = 204

const LONGEST_MS = 120_000

/** The header of that response that names the route's site. */
export const SITE_HEADER = 'x-webio-site'

/** Headers by which proxy.ts may decide as for the original request. Others describe that request and would be wrong for this one. */
const REPLAYED = ['accept-language', 'authorization', 'cookie', 'host', 'user-agent'] as const

interface WarmUpAnswer {
  readonly status: number
  readonly site: string | undefined
}

/**
 * Makes Next compile and evaluate the route, by passing a synthetic GET to its server.
 * @param from the original request, whose cookies and host let proxy.ts decide in the same way
 * @returns the status of the response, and the site whose route gave it
 */
export function warmUp(
  server: NextServer,
  path: string,
  from: IncomingMessage,
  secret: string,
): Promise<WarmUpAnswer> {
  const request = new http.IncomingMessage(new Socket())
  const headers = replayedHeaders(from.headers, secret)
  Object.assign(request, {
    method: 'GET',
    url: path,
    httpVersion: '1.1',
    httpVersionMajor: 1,
    httpVersionMinor: 1,
    complete: true,
    headers,
    rawHeaders: Object.entries(headers).flatMap(([name, value]) => [name, String(value)]),
  })
  request.push(null)

  const response = new http.ServerResponse(request)
  const sink = new Socket()
  sink._write = (_chunk, _encoding, done) => done()
  sink._writev = (_chunks, done) => done()
  response.assignSocket(sink)

  return new Promise((resolve) => {
    const answer = (status: number): void => {
      clearTimeout(timer)
      resolve({ status, site: response.getHeader(SITE_HEADER)?.toString() })
      sink.destroy()
    }
    const timer = setTimeout(answer, LONGEST_MS, 504)
    timer.unref()
    response.once('finish', () => answer(response.statusCode))
    response.once('close', () => answer(response.writableFinished ? response.statusCode : 500))
    server.emit('request', request, response)
  })
}

function replayedHeaders(headers: IncomingHttpHeaders, secret: string): IncomingHttpHeaders {
  const kept = REPLAYED.flatMap((name) =>
    headers[name] === undefined ? [] : [[name, headers[name]] as const],
  )
  return { ...Object.fromEntries(kept), [WARM_UP_HEADER]: secret }
}
