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

/** The stored part of the info, which is also sent to other nodes. The rest can be computed from it. */
export type PlainInfo = Omit<SessionInfo, 'backend' | 'user_agent'>

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

  constructor({ user_language, server_host, origin, user_ip, protocol, request, user }: PlainInfo) {
    this.user_language = user_language
    this.server_host = server_host
    this.origin = origin
    this.user_ip = user_ip
    this.protocol = protocol
    this.request = request
    this.user = user
  }

  /** The facts about a page that connects to this process. */
  static of({ url, sender, protocol, trustProxy, user }: ConnectionFacts): ConnectionInfo {
    const { headers } = sender
    return new ConnectionInfo({
      user_language: headers['accept-language']?.split(/[,;]/, 1)[0]?.trim() ?? '',
      server_host: forwardedOr(sender, 'x-forwarded-host', headers.host, trustProxy),
      origin: headers.origin ?? '',
      user_ip: addressOf(sender, trustProxy),
      protocol,
      request: { url, headers },
      user,
    })
  }

  get user_agent(): UserAgent {
    return (this.#userAgent ??= parseUserAgent(this.request.headers['user-agent']?.toString() ?? ''))
  }
}
