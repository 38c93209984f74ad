/** Facts about the browser and its request; `info` in a task. */
export interface SessionInfo {
  /** The User-Agent header, parsed. */
  readonly user_agent: UserAgent
  /** First language of Accept-Language, such as `zh-CN`; may be empty. */
  readonly user_language: string
  /** The Host header: the name under which the page reached the server. */
  readonly server_host: string
  /** The Origin header; empty if the browser did not send it. */
  readonly origin: string
  /** Address of the peer. */
  readonly user_ip: string
  /** The backend of the session: `socket.io`, `testing`. */
  readonly backend: string
  /** The transport with which the session began: `websocket` or `polling`; `document` until the page of a first paint has connected. */
  readonly protocol: string
  /** The request that opened the connection. */
  readonly request: SessionRequest
  /** The result of `authorize`; null without one. */
  readonly user: unknown
}

/** The request that opened a session's connection. */
export interface SessionRequest {
  readonly url: string
  /** By lower-cased name. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

/** A parsed User-Agent header. Unknown parts are empty strings. */
export interface UserAgent {
  readonly is_mobile: boolean
  readonly is_tablet: boolean
  readonly is_pc: boolean
  readonly is_touch_capable: boolean
  readonly is_bot: boolean
  readonly browser: {
    readonly family: string
    readonly version: readonly number[]
    readonly version_string: string
  }
  readonly os: {
    readonly family: string
    readonly version: readonly number[]
    readonly version_string: string
  }
  readonly device: { readonly family: string; readonly brand: string; readonly model: string }
  /** The header itself. */
  toString(): string
}

const NO_BROWSER = { family: '', version: [], version_string: '' } as const

/** The info of a session before its page. */
export const UNKNOWN_INFO: SessionInfo = {
  user_agent: {
    is_mobile: false,
    is_tablet: false,
    is_pc: false,
    is_touch_capable: false,
    is_bot: false,
    browser: NO_BROWSER,
    os: NO_BROWSER,
    device: { family: '', brand: '', model: '' },
    toString: () => '',
  },
  user_language: '',
  server_host: '',
  origin: '',
  user_ip: '',
  backend: '',
  protocol: '',
  request: { url: '', headers: {} },
  user: null,
}

/** A copy of `info` without getters and functions, which cannot be sent. */
export function plainCopy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, withGetters)) as T
}

/** Includes the getters of a class, which JSON.stringify omits: the user agent is parsed when it is read. */
function withGetters(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype || prototype === null) return value
  const names = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor')
  const all = [...Object.keys(value), ...names]
  return Object.fromEntries(all.map((name) => [name, (value as Record<string, unknown>)[name]]))
}
