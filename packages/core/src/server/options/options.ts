import type { ClusterOption } from './cluster-option'
import type { Logger } from '../../engine/logger'
import type { JournalStore } from '../../engine/durable/journal-store'
import type { LifeSpan } from '../../engine/host/session-expiry'
import type { Authorize, AuthorizeRequest } from './authorize'
import type { RefusalLog } from '../process/refusal-log'
import type { RemoteAccess } from '../remote/relay'
import type { TrustProxy, TrustProxyOption } from '../info/trust-proxy'

/** The transports of Socket.IO. */
export type TransportName = 'polling' | 'websocket'

/** Options of `webio_handler`. Durations are in seconds. */
export interface HandlerOptions {
  /** The path of the handler on its host, without a final slash. @default '/webio' */
  readonly path?: string | undefined
  /** Shows the stack of a failed task in the page, and logs more. @default false */
  readonly debug?: boolean | undefined
  /** A folder whose files are served under `static/`, next to the page, to visitors whom `authorize` admits. */
  readonly static_dir?: string | undefined
  /**
   * Origins of other sites whose pages may connect: `https://*.example.com`. `*`, `?`, `[seq]` and `[!seq]` are wildcards for anything but `/`, `?`,
   * `#` and `@`; `*` alone allows every origin. The server's own origin is always allowed.
   * @default []
   */
  readonly allowed_origins?: readonly string[] | undefined
  /**
   * Host names that the server answers to, against DNS rebinding: `'tasks.example.com'`, `'.example.com'` with all its subdomains, wildcards as in
   * `allowed_origins`; `true` for any. IP addresses, `localhost`, `*.localhost` and the hosts of `allowed_origins` are always allowed. A request for
   * another name gets status 403 and a log line.
   * @default [] for `webio FILE`, scripts and servers that listen on a loopback address (`host: 'localhost'`), else true
   */
  readonly allowed_hosts?: true | readonly string[] | undefined
  /**
   * Who may show the page in a frame: `'self'` and origins such as `https://*.example.com`, as in `Content-Security-Policy: frame-ancestors`; `[]`
   * for nobody, `true` for everybody.
   * @default 'self' and `allowed_origins`
   */
  readonly frame_ancestors?: true | readonly string[] | undefined
  /** Decides instead of `allowed_origins`. It is not called for the server's own origin. If it throws, the request is refused. */
  readonly check_origin?: ((origin: string) => boolean) | undefined
  /**
   * Origins of other servers that the page may use if its query asks for it, `?webio_endpoint=https://tasks.example.com/webio`: patterns as in
   * `allowed_origins`. The visitor sees that server's outputs under this site's address; that server's scripts do not run.
   * @default []
   */
  readonly endpoint_origins?: readonly string[] | undefined
  /**
   * Returns the nonce of this request's Content-Security-Policy, which a middleware or a proxy sets. The page's scripts and styles carry the nonce.
   */
  readonly csp_nonce?: ((request: AuthorizeRequest) => string | undefined) | undefined
  /**
   * The size of the largest message from a page, and so of the largest text in a form: bytes, or `40K`, `3M`, `1.5G`. A page checks this before it
   * sends. Files do not count. Before its handshake completes, a page may send 64 kB.
   * @default '1M'
   */
  readonly max_message_size?: number | string | undefined
  /** The size of the largest file that a page may upload: bytes, or `40K`, `3M`, `1.5G`. @default '200M' */
  readonly max_payload_size?: number | string | undefined
  /** The total size of one session's uploads: bytes, or `40K`, `3M`, `1.5G`. @default '1G' */
  readonly max_session_upload_size?: number | string | undefined
  /**
   * Stores sessions so that they survive their process: after a restart, each page continues with the same tasks at the same `await`. The path of a
   * folder for the processes of one machine, a URL `postgres://…` (package `pg`) or `redis://…` (package `redis`) for any number of machines, or a
   * JournalStore. docs/durable.md lists the rules for tasks.
   * @default sessions end with their process
   */
  readonly durable?: string | JournalStore | undefined
  /**
   * A folder for the uploads of durable sessions, and for large results of their steps. All processes with the same store must share it, for example
   * with a network file system. Without it, a session with an upload is not durable.
   * @default the folder `files` inside the folder that `durable` names; none with Postgres, Redis and other stores
   */
  readonly durable_files?: string | undefined
  /**
   * Seals passwords in the journals of durable sessions; at least 16 characters, the same in all processes. Without it, a form with a password is
   * shown again after a restart.
   * @default none
   */
  readonly durable_secret?: string | undefined
  /**
   * How long a session waits for its page after the connection is lost. Seconds in which the process is too busy to keep up do not count, for up to
   * five minutes.
   * @default 30
   */
  readonly reconnect_timeout?: number | undefined
  /**
   * A session ends after this time without an event or a new page, even if a page is connected. The page says so and offers to start again. It is
   * also the default of `reconnect_timeout`, as in PyWebIO's HTTP servers. `config` sets this option and the next one for one application.
   * @default no limit
   */
  readonly session_expire_seconds?: number | undefined
  /** A session ends at this age, no matter what it is doing. @default no limit */
  readonly session_max_age?: number | undefined
  /**
   * How often sessions are checked for the two limits above.
   * @default a tenth of the shorter limit, at least 1 and at most 300
   */
  readonly session_cleanup_interval?: number | undefined
  /** How often the server pings a page. @default 25 */
  readonly websocket_ping_interval?: number | undefined
  /** How long the page may take to answer a ping. @default 20 */
  readonly websocket_ping_timeout?: number | undefined
  /**
   * The maximum number of sessions. More are refused with `server_full`. At the limit, a session whose page has left without sending any event ends
   * and makes room. `config` sets a limit for one application.
   * @default no limit
   */
  readonly max_sessions?: number | undefined
  /**
   * The maximum number of sessions per address. More are refused with `server_full`. Behind a proxy, all visitors share its address unless
   * `trust_proxy` is set.
   * @default 100
   */
  readonly max_sessions_per_ip?: number | undefined
  /**
   * The maximum number of viewers of one session at a time by links of `share()`. More are refused.
   * @default 100
   */
  readonly max_viewers?: number | undefined
  /**
   * Decides who may start a session, and who may see the page and the files of `static_dir`. `config` sets it for one application.
   * @default everybody
   */
  readonly authorize?: Authorize | undefined
  /**
   * Joins this process with others, so that `room`, `broadcast` and `cluster_sessions` reach the sessions of all of them: the URL of a Redis or Postgres
   * server (`redis://…`, `postgres://…`; install `redis` or `pg`), or your own bus.
   * @default the process is alone
   */
  readonly cluster?: ClusterOption | undefined
  /**
   * Lets every process of the cluster serve every page: a page may reach any of them, and is connected with the one that has its session. The processes
   * authenticate each other with this secret: at least 16 characters, the same in all of them. Each must be able to reach the others over HTTP, at the
   * address at which they listen, or at the one in their environment variable `WEBIO_NODE_URL`.
   * @default none: a page must reach the process that has its session
   */
  readonly cluster_secret?: string | undefined
  /**
   * Decides who may see `/-/metrics` and `/-/sessions` below the path. It works like `authorize`. `/-/live` and `/-/ready` answer everybody.
   * @default programs on the same machine may see the metrics; nobody may see the sessions
   */
  readonly authorize_metrics?: Authorize | undefined
  /**
   * What happens to an uncaught error in code that a task has started: an unawaited promise, a timer, an emitter. `'session'` reports it like an
   * error of a callback of that session, and the process continues; `'exit'` ends the process, as Node does. For errors outside of sessions, Node's
   * behavior always applies.
   * @default 'session'
   */
  readonly stray_errors?: 'session' | 'exit' | undefined
  /** The transports that pages may use. @default both */
  readonly transports?: readonly TransportName[] | undefined
  /**
   * Receives the messages of the server: the console, a logger of pino or winston, or your own. If it has a method `child`, as pino and winston have,
   * each line has the field `node`, and a line about a session also has `session` and `app`.
   * @default the console; `debug` messages only with the option `debug`
   */
  readonly logger?: Logger | undefined
  /**
   * The format of lines without a `logger`: `'text'` for people; `'json'` for programs that collect logs, with the members `time`, `level`, `msg`,
   * `node`, `session`, `app`, `err` and `details`.
   * @default 'text'
   */
  readonly log_format?: 'text' | 'json' | undefined
  /**
   * Compresses messages (permessage-deflate), for slow networks. It costs about 20 times the CPU per message and 160 kB per connection.
   * @default false
   */
  readonly compression?: boolean | undefined
  /**
   * Whose headers X-Forwarded-For, -Host, -Proto and -Prefix are trusted: true for everybody (only if nobody except a proxy can connect); a number of
   * proxies in front of the server; or the addresses and subnets of proxies: `'loopback, 10.0.0.0/8'`.
   * @default false
   */
  readonly trust_proxy?: TrustProxyOption | undefined
}

/** Options of `start_server`. Durations are in seconds. */
export interface ServerOptions extends HandlerOptions {
  /** @default '' (the page is at /) */
  readonly path?: string | undefined
  /** 0 picks a free one. @default 8080 */
  readonly port?: number | undefined
  /** Address to listen on. @default all addresses of the machine */
  readonly host?: string | undefined
  /** Opens the page in this machine's browser. @default false */
  readonly auto_open_webbrowser?: boolean | undefined
  /**
   * Lets others in from everywhere, through a tunnel that the system's `ssh` opens to a relay: your own SSH server, or, with true, a public one. The
   * server prints the address. Everybody who knows it can use the applications, so set `authorize`. For the server, all these visitors have the address
   * 127.0.0.1. The tunnel reconnects when it breaks, and ends with the server.
   * @default false
   */
  readonly remote_access?: RemoteAccess | undefined
}

/** Options of `path_deploy`. Durations are in seconds. */
export interface PathDeployOptions extends Omit<ServerOptions, 'path'> {
  /**
   * The page of a folder without a module `index`: true for a list of its contents; false for no page (status 403); or a function that returns HTML
   * for the folder's URL path.
   * @default true
   */
  readonly index?: boolean | ((path: string) => string | Promise<string>) | undefined
}

/** The defaults of the common options; `undefined` means no default. */
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
  max_viewers: 100,
  stray_errors: 'session',
  log_format: 'text',
  transports: ['polling', 'websocket'],
  compression: false,
  trust_proxy: false,
} as const satisfies HandlerOptions

/** The default path of `webio_handler`. */
export const DEFAULT_HANDLER_PATH = '/webio'

/** The defaults of options that only `start_server` has. */
export const DEFAULT_SERVER_OPTIONS = {
  path: '',
  port: 8080,
  auto_open_webbrowser: false,
} as const satisfies ServerOptions

/** Checked options with defaults filled in, in the units that the parts of a handler use. */
export interface Settings {
  /** Empty, or with a first and without a last slash. */
  readonly path: string
  /** The page uses relative URLs, so that it works under any prefix that a proxy adds. */
  readonly isRelative: boolean
  readonly debug: boolean
  readonly staticDir: string | undefined
  readonly allowedOrigins: readonly string[]
  /** Null if any name is allowed. */
  readonly allowedHosts: readonly string[] | null
  /** The host names by which visitors of a tunnel reach the server. */
  readonly tunnelHosts: Set<string>
  /** The `frame-ancestors` directive of documents; null if anybody may frame them. */
  readonly frameAncestors: string | null
  readonly checkOrigin: ((origin: string) => boolean) | undefined
  readonly endpointOrigins: readonly string[]
  readonly cspNonce: ((request: AuthorizeRequest) => string | undefined) | undefined
  readonly maxMessageBytes: number
  readonly maxPayloadBytes: number
  /** The limit of all uploads of a session. */
  readonly maxSessionUploadBytes: number
  readonly durable: string | JournalStore | undefined
  /** The folder of uploads that outlive their process; undefined if none do. */
  readonly durableFiles: string | undefined
  readonly durableSecret: string | undefined
  readonly reconnectTimeout: number
  readonly pingIntervalMs: number
  readonly pingTimeoutMs: number
  readonly maxSessions: number
  readonly maxSessionsPerIp: number
  readonly maxViewers: number
  readonly lifeSpan: LifeSpan
  /** Seconds between two checks of the sessions; undefined if not set. */
  readonly expiryInterval: number | undefined
  readonly authorize: Authorize | undefined
  readonly authorizeMetrics: Authorize | undefined
  readonly cluster: ClusterOption | undefined
  readonly clusterSecret: string | undefined
  readonly strayErrors: 'session' | 'exit'
  readonly transports: readonly TransportName[]
  readonly logger: Logger
  /** The log of refusals, which logs each one once a minute. */
  readonly refusals: RefusalLog
  readonly compression: boolean
  readonly trustProxy: TrustProxy
}
