import type { Logger } from '../../engine/logger'
import type { LifeSpan } from '../../engine/host/session-expiry'
import type { Authorize, AuthorizeRequest } from './authorize'
import type { RefusalLog } from '../process/refusal-log'
import type { TrustProxy, TrustProxyOption } from '../info/trust-proxy'

/** The wires that Socket.IO can use. */
export type TransportName = 'polling' | 'websocket'

/** What `webio_handler` takes. Durations are in seconds. */
export interface HandlerOptions {
  /** Where the handler is on its host, without a final slash. @default '/webio' */
  readonly path?: string | undefined
  /** Shows the stack of a failed task in the page, and logs more. @default false */
  readonly debug?: boolean | undefined
  /** A folder whose files are served under `static/`, beside the page, to those whom `authorize` lets in. */
  readonly static_dir?: string | undefined
  /**
   * Origins of other sites whose pages may connect: `https://*.example.com`. `*`, `?`, `[seq]` and `[!seq]` are wildcards for anything
   * but `/`, `?`, `#` and `@`; `*` alone is every origin. The server's own origin may always.
   * @default none
   */
  readonly allowed_origins?: readonly string[] | undefined
  /**
   * Names by which the server may be called, against DNS rebinding: `'tasks.example.com'`, `'.example.com'` with all below it, wildcards as
   * in `allowed_origins`; `true` for any. IP addresses, `localhost`, `*.localhost` and the hosts of `allowed_origins` may always. A
   * request that calls the server otherwise gets 403, and a line in the log.
   * @default [] for `webio FILE`, scripts and servers that listen on a loopback address (`host: 'localhost'`), else true
   */
  readonly allowed_hosts?: true | readonly string[] | undefined
  /**
   * Who may show the page in a frame: `'self'` and origins such as `https://*.example.com`, as the header
   * `Content-Security-Policy: frame-ancestors` takes them; `[]` for nobody, `true` for everybody.
   * @default 'self' and those of `allowed_origins`
   */
  readonly frame_ancestors?: true | readonly string[] | undefined
  /** Decides instead of `allowed_origins`. Not asked for the server's own origin. One that throws refuses. */
  readonly check_origin?: ((origin: string) => boolean) | undefined
  /**
   * Origins of other servers to which the page may be sent by its query, `?webio_endpoint=https://tasks.example.com/webio`: patterns as in
   * `allowed_origins`. Whoever is here sees what that server shows, under this site's address; its scripts are not run.
   * @default none
   */
  readonly endpoint_origins?: readonly string[] | undefined
  /**
   * The nonce of this request's Content-Security-Policy, which is somebody else's: a middleware's, a proxy's. The page's scripts and
   * styles carry it.
   */
  readonly csp_nonce?: ((request: AuthorizeRequest) => string | undefined) | undefined
  /**
   * The largest message that a page may send, so the largest text that a form can bring: bytes, or `40K`, `3M`, `1.5G`. A page knows it
   * and says so before it sends more. Files are no messages. Until its handshake is through, a page may send 64 kB.
   * @default '1M'
   */
  readonly max_message_size?: number | string | undefined
  /** The largest file that a page may upload: bytes, or `40K`, `3M`, `1.5G`. @default '200M' */
  readonly max_payload_size?: number | string | undefined
  /** What one session may upload in all: bytes, or `40K`, `3M`, `1.5G`. @default '1G' */
  readonly max_session_upload_size?: number | string | undefined
  /** How long a session waits for a page whose connection was lost. @default 30 */
  readonly reconnect_timeout?: number | undefined
  /**
   * A session without a sign of its visitor for so long ends, whether a page is connected or not: no event, no page that comes. The page says so
   * and offers to start again. Without `reconnect_timeout` it is that as well, as in PyWebIO's HTTP servers. `config` sets it, and the next one,
   * for one application.
   * @default no limit
   */
  readonly session_expire_seconds?: number | undefined
  /** A session ends when it has lived for so long, whatever it is doing. @default no limit */
  readonly session_max_age?: number | undefined
  /**
   * How often sessions are looked at for the two limits above.
   * @default a tenth of the shorter limit, at least 1 and at most 300
   */
  readonly session_cleanup_interval?: number | undefined
  /** How often the server asks whether a page is still there. @default 25 */
  readonly websocket_ping_interval?: number | undefined
  /** How long the page may take to answer that. @default 20 */
  readonly websocket_ping_timeout?: number | undefined
  /**
   * More sessions than this are refused with `server_full`. When that many live, one whose page has gone without ever having sent an event
   * ends and makes room. `config` sets how many one application may have.
   * @default no limit
   */
  readonly max_sessions?: number | undefined
  /**
   * More sessions of one address than this are refused with `server_full`. Behind a proxy all visitors have its address, unless
   * `trust_proxy` is set.
   * @default 100
   */
  readonly max_sessions_per_ip?: number | undefined
  /** Decides who may have a session, and see the page and the files of `static_dir`. `config` sets it for one application. @default everybody */
  readonly authorize?: Authorize | undefined
  /**
   * What an error does that nobody catches, in code which a task has left behind: a promise that nobody awaits, a timer, an emitter. `'session'`
   * reports it as one of a callback of that session, and all goes on; `'exit'` ends the process, as Node does. Errors outside of sessions always
   * do what Node does.
   * @default 'session'
   */
  readonly stray_errors?: 'session' | 'exit' | undefined
  /** Which wires pages may use. @default both */
  readonly transports?: readonly TransportName[] | undefined
  /** @default the console; its `debug` only with the option `debug` */
  readonly logger?: Logger | undefined
  /**
   * Compresses messages (permessage-deflate). Costs some 20 times the CPU per message and 160 kB per connection: for slow networks.
   * @default false
   */
  readonly compression?: boolean | undefined
  /**
   * Whose headers X-Forwarded-For, -Host, -Proto and -Prefix are believed: true, of whoever connects (only where nobody but a proxy can); a
   * number, of so many proxies in front of the server; addresses and subnets, of proxies there: `'loopback, 10.0.0.0/8'`.
   * @default false
   */
  readonly trust_proxy?: TrustProxyOption | undefined
}

/** What `start_server` takes. Durations are in seconds. */
export interface ServerOptions extends HandlerOptions {
  /** @default '' (the page is at /) */
  readonly path?: string | undefined
  /** 0 picks a free one. @default 8080 */
  readonly port?: number | undefined
  /** Address to listen on. @default all of the machine's */
  readonly host?: string | undefined
  /** Opens the page in this machine's browser. @default false */
  readonly auto_open_webbrowser?: boolean | undefined
}

/** What `path_deploy` takes. Durations are in seconds. */
export interface PathDeployOptions extends Omit<ServerOptions, 'path'> {
  /**
   * What a folder shows that has no module `index`: true, a list of what is in it; false, nothing (status 403); a function, the HTML that
   * it makes of the folder's URL path.
   * @default true
   */
  readonly index?: boolean | ((path: string) => string | Promise<string>) | undefined
}

/** The defaults of what both take; `undefined` where there is none. */
export const DEFAULT_OPTIONS = {
  debug: false,
  max_message_size: '1M',
  max_payload_size: '200M',
  max_session_upload_size: '1G',
  reconnect_timeout: 30,
  websocket_ping_interval: 25,
  websocket_ping_timeout: 20,
  max_sessions: Infinity,
  max_sessions_per_ip: 100,
  stray_errors: 'session',
  transports: ['polling', 'websocket'],
  compression: false,
  trust_proxy: false,
} as const satisfies HandlerOptions

/** Where `webio_handler` is, unless told otherwise. */
export const DEFAULT_HANDLER_PATH = '/webio'

/** The defaults of what only `start_server` takes. */
export const DEFAULT_SERVER_OPTIONS = {
  path: '',
  port: 8080,
  auto_open_webbrowser: false,
} as const satisfies ServerOptions

/** Options that were checked, with defaults filled in, in the units that the parts of a handler use. */
export interface Settings {
  /** Empty, or with a first and without a last slash. */
  readonly path: string
  /** The page names its files relative to itself, so that it holds under any prefix that a proxy adds. */
  readonly isRelative: boolean
  readonly debug: boolean
  readonly staticDir: string | undefined
  readonly allowedOrigins: readonly string[]
  /** Null if any name will do. */
  readonly allowedHosts: readonly string[] | null
  /** The directive of documents, null if anybody may frame them. */
  readonly frameAncestors: string | null
  readonly checkOrigin: ((origin: string) => boolean) | undefined
  readonly endpointOrigins: readonly string[]
  readonly cspNonce: ((request: AuthorizeRequest) => string | undefined) | undefined
  readonly maxMessageBytes: number
  readonly maxPayloadBytes: number
  /** Of all uploads of a session. */
  readonly maxSessionUploadBytes: number
  readonly reconnectTimeout: number
  readonly pingIntervalMs: number
  readonly pingTimeoutMs: number
  readonly maxSessions: number
  readonly maxSessionsPerIp: number
  readonly lifeSpan: LifeSpan
  /** Seconds between two looks at the sessions; undefined where the author said nothing. */
  readonly expiryInterval: number | undefined
  readonly authorize: Authorize | undefined
  readonly strayErrors: 'session' | 'exit'
  readonly transports: readonly TransportName[]
  readonly logger: Logger
  /** Where refusals are logged, each once a minute. */
  readonly refusals: RefusalLog
  readonly compression: boolean
  readonly trustProxy: TrustProxy
}
