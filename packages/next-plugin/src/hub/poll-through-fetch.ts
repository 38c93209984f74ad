import type { OutgoingHttpHeaders } from 'node:http'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { WebIOHandler } from '@webio/core/server'

/**
 * Passes a request of long-polling to a handler whose socket uses Node's own interface, and turns its answer into a `Response`. The client's address is
 * unknown, because a `Request` does not contain it.
 */
export function pollThroughFetch(
  request: Request,
  handler: Pick<WebIOHandler, 'handleRequest'>,
): Promise<Response> {
  const incoming = nodeRequestOf(request)
  request.signal.addEventListener('abort', () => void incoming.emit('close'), { once: true })
  return new Promise((resolve) => {
    handler.handleRequest(incoming, new CollectedResponse(incoming, resolve))
    void feed(request, incoming)
  })
}

function nodeRequestOf({ method, url, headers }: Request): IncomingMessage {
  const { pathname, search } = new URL(url)
  const incoming = new IncomingMessage(new Socket())
  return Object.assign(incoming, {
    method,
    url: pathname + search,
    httpVersion: '1.1',
    httpVersionMajor: 1,
    httpVersionMinor: 1,
    headers: Object.fromEntries(headers),
    rawHeaders: [...headers].flat(),
  })
}

/** Passes the body on as it arrives. The handler aborts one that is too large. */
async function feed({ body }: Request, incoming: IncomingMessage): Promise<void> {
  try {
    if (body) for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) incoming.push(chunk)
    incoming.push(null)
  } catch {
    incoming.emit('close') // The browser has gone.
  }
}

/** Collects what a handler writes, and becomes a `Response` at the end. */
class CollectedResponse extends ServerResponse {
  readonly #resolve: (response: Response) => void
  readonly #chunks: Uint8Array[] = []

  constructor(request: IncomingMessage, resolve: (response: Response) => void) {
    super(request)
    this.#resolve = resolve
  }

  override writeHead(status: number, ...rest: unknown[]): this {
    this.statusCode = status
    const headers = rest.find((part) => typeof part === 'object') as OutgoingHttpHeaders | undefined
    for (const [name, value] of Object.entries(headers ?? {}))
      if (value !== undefined) this.setHeader(name, value)
    return this
  }

  override write(chunk: string | Uint8Array): boolean {
    this.#chunks.push(Buffer.from(chunk as string))
    return true
  }

  override end(...args: unknown[]): this {
    const [chunk] = args
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) this.write(chunk)
    const headers = new Headers()
    for (const [name, value] of Object.entries(this.getHeaders())) {
      // Next sets these for its own connection.
      if (name !== 'connection' && name !== 'content-length') headers.set(name, String(value))
    }
    const body = Buffer.concat(this.#chunks)
    const isEmpty = this.statusCode === 204 || this.statusCode === 304
    this.#resolve(new Response(isEmpty ? null : body, { status: this.statusCode, headers }))
    return this
  }
}
