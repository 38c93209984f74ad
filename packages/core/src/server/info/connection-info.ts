import type { SessionInfo, SessionRequest, UserAgent } from '../../engine/session-info'
import type { Sender } from './request-facts'
import { addressOf, forwardedOr } from './request-facts'
import type { TrustProxy } from './trust-proxy'
import { parseUserAgent } from './user-agent'

/** Facts about a page when it connects. */
export interface ConnectionFacts {
  readonly url: string
  /** Its headers are kept unchanged for the life of the session. */
  readonly sender: Sender
  readonly protocol: string
  readonly trustProxy: TrustProxy
  readonly user: unknown
}

/** `info` of a session over Socket.IO. It is small, because there can be thousands: the user agent is parsed on first access. */
export class ConnectionInfo implements SessionInfo {
  readonly user_language: string
  readonly server_host: string
  readonly origin: string
  readonly user_ip: string
  readonly backend = 'socket.io'
  readonly protocol: string
  readonly request: SessionRequest
  readonly user: unknown
  #userAgent: UserAgent | null = null

  constructor({ url, sender, protocol, trustProxy, user }: ConnectionFacts) {
    const { headers } = sender
    this.user_language = headers['accept-language']?.split(/[,;]/, 1)[0]?.trim() ?? ''
    this.server_host = forwardedOr(sender, 'x-forwarded-host', headers.host, trustProxy)
    this.origin = headers.origin ?? ''
    this.user_ip = addressOf(sender, trustProxy)
    this.protocol = protocol
    this.request = { url, headers }
    this.user = user
  }

  get user_agent(): UserAgent {
    return (this.#userAgent ??= parseUserAgent(this.request.headers['user-agent']?.toString() ?? ''))
  }
}
