import { createHmac, timingSafeEqual } from 'node:crypto'
import { randomToken } from '../../engine/files/tokens'

/** The header by which a node proves to another that it belongs to the cluster. */
export const NODE_HEADER = 'x-webio-node'

/** How long a signature holds, and how far the clocks of two machines may be apart. */
const LIFE_MS = 30_000

/** What a signature is about: it holds for one request to one node. */
export interface SignedRequest {
  /** Id of the node that is asked. */
  readonly to: string
  readonly method: string
  /** Path and query. */
  readonly target: string
}

/** A signature that holds. */
export interface Signature {
  /** Tells it from all others. */
  readonly nonce: string
  /** When it no longer holds. Milliseconds since 1970. */
  readonly until: number
}

/** Signs a request with the secret of the cluster. */
export function signRequest(secret: string, request: SignedRequest, now = Date.now()): string {
  const nonce = randomToken()
  return `${now}.${nonce}.${macOf(secret, request, now, nonce)}`
}

/** Reads the header of a request; null unless it comes from a node of the cluster, and was signed just now. */
export function signatureOf(
  secret: string,
  request: SignedRequest,
  header: string | readonly string[] | null | undefined,
  now = Date.now(),
): Signature | null {
  const [, time = '', nonce = '', mac = ''] =
    /^(\d{1,16})\.([\w-]{1,64})\.([\w-]+)$/.exec(typeof header === 'string' ? header : '') ?? []
  if (mac === '' || Math.abs(now - Number(time)) > LIFE_MS) return null
  const expected = Buffer.from(macOf(secret, request, Number(time), nonce))
  const given = Buffer.from(mac)
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null
  return { nonce, until: Number(time) + LIFE_MS }
}

/** The signatures that a node has taken: each holds once. */
export class TakenSignatures {
  /** When each no longer holds, in the order in which they came. */
  readonly #taken = new Map<string, number>()

  /**
   * Takes a signature.
   * @returns false if it has been taken
   */
  take({ nonce, until }: Signature, now = Date.now()): boolean {
    this.#forget(now)
    if (this.#taken.has(nonce)) return false
    this.#taken.set(nonce, until)
    return true
  }

  /** The number of those that are remembered. */
  get size(): number {
    return this.#taken.size
  }

  /** None holds for longer than twice its life, if clocks differ: the first ones are the oldest, more or less. */
  #forget(now: number): void {
    for (const [nonce, until] of this.#taken) {
      if (until >= now) return
      this.#taken.delete(nonce)
    }
  }
}

function macOf(secret: string, { to, method, target }: SignedRequest, time: number, nonce: string): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify(['webio-node', time, nonce, to, method, target]))
    .digest('base64url')
}
