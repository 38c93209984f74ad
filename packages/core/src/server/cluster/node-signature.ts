import { createHmac, timingSafeEqual } from 'node:crypto'

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

/** Signs a request with the secret of the cluster. */
export function signRequest(secret: string, request: SignedRequest, now = Date.now()): string {
  return `${now}.${macOf(secret, request, now)}`
}

/** Tells whether a request comes from a node of the cluster, and was signed just now. */
export function isSigned(
  secret: string,
  request: SignedRequest,
  header: string | readonly string[] | null | undefined,
  now = Date.now(),
): boolean {
  const [, time = '', mac = ''] =
    /^(\d{1,16})\.([\w-]+)$/.exec(typeof header === 'string' ? header : '') ?? []
  if (mac === '' || Math.abs(now - Number(time)) > LIFE_MS) return false
  const expected = Buffer.from(macOf(secret, request, Number(time)))
  const given = Buffer.from(mac)
  return expected.length === given.length && timingSafeEqual(expected, given)
}

function macOf(secret: string, { to, method, target }: SignedRequest, time: number): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify(['webio-node', time, to, method, target]))
    .digest('base64url')
}
