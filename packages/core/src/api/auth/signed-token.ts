/** The contents of a login cookie. */
export interface AuthToken {
  readonly user: string
  /** Milliseconds since 1970. */
  readonly expires: number
  /** Identifies this login, so that it can be revoked. */
  readonly id: string
}

/**
 * A token as text: its contents, and an HMAC-SHA-256 of contents and purpose.
 * @param purpose a token for one cookie is invalid for another
 */
export async function signToken(secret: string, purpose: string, token: AuthToken): Promise<string> {
  const payload = encode(new TextEncoder().encode(JSON.stringify(token)))
  const signature = await crypto.subtle.sign('HMAC', await keyOf(secret), bytesToSign(purpose, payload))
  return `${payload}.${encode(new Uint8Array(signature))}`
}

/** The contents of a token; null if it was not signed with this secret for this purpose, or is malformed. */
export async function verifyToken(secret: string, purpose: string, text: string): Promise<AuthToken | null> {
  const [payload = '', signature = '', ...rest] = text.split('.')
  const bytes = decode(signature)
  if (rest.length > 0 || !bytes) return null
  const isGood = await crypto.subtle.verify('HMAC', await keyOf(secret), bytes, bytesToSign(purpose, payload))
  const content = isGood ? decode(payload) : null
  return content ? (JSON.parse(new TextDecoder().decode(content)) as AuthToken) : null
}

function keyOf(secret: string): ReturnType<typeof crypto.subtle.importKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  return crypto.subtle.importKey('raw', new TextEncoder().encode(secret), algorithm, false, [
    'sign',
    'verify',
  ])
}

function bytesToSign(purpose: string, payload: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${purpose}.${payload}`)
}

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

function decode(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]+$/.test(text)) return null
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
  } catch {
    return null
  }
}
