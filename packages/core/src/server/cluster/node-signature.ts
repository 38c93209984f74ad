import { createHmac, timingSafeEqual } from 'node:crypto'
import { randomToken } from '../../engine/files/tokens'

/** The header with which a node proves to another node that it belongs to the cluster. */
export const NODE_HEADER = 'x-webio-node'

/** How long a signature is valid, and how far the clocks of two machines may differ. */
const LIFE_MS = 30_000

/** The request that a signature covers. A signature is valid for one request to one node. */
export interface SignedRequest {
  /** Id of the node that receives the request. */
  readonly to: string
  readonly method: string
  /** Path and query. */
  readonly target: string
}

/** A valid signature. */
export interface Signature {
  /** A unique text. */
  readonly nonce: string
  /** When the signature expires, in milliseconds since 1970. */
  readonly until: number
}

/** Signs a request with the secret of the cluster. */
export function signRequest(secret: string, request: SignedRequest, now = Date.now()): string {
  const nonce = randomToken()
  return `${now}.${nonce}.${macOf(secret, request, now, nonce)}`
}

/** Reads the header of a request. @returns null unless a node of the cluster signed the request recently */
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

/** The signatures that a node has accepted. Each is accepted only once. */
export class TakenSignatures {
  /** Expiry times by nonce, in the order in which the signatures arrived. */
  readonly #taken = new Map<string, number>()

  /**
   * Accepts a signature.
   * @returns false if it has already been accepted
   */
  take({ nonce, until }: Signature, now = Date.now()): boolean {
    this.#forget(now)
    if (this.#taken.has(nonce)) return false
    this.#taken.set(nonce, until)
    return true
  }

  /** The number of remembered signatures. */
  get size(): number {
    return this.#taken.size
  }

  /** Forgets expired signatures. With different clocks the order is only approximate, but each signature expires within twice its lifetime. */
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
