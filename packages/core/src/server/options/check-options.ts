import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { OptionRules, Rule } from '../../api/arguments'
import { checkOptions } from '../../api/arguments'
import type { Logger } from '../../engine/logger'
import { guardedLogger } from '../../engine/logger'
import { DURABLE_RULE, filesFolderOf, isDurable, isDurableKind } from '../durable/journal-store-of'
import { consoleLogger } from '../process/console-logger'
import { jsonLogger } from '../process/json-logger'
import { calledAsLogger } from '../process/pino-logger'
import { RefusalLog } from '../process/refusal-log'
import type { TrustProxyOption } from '../info/trust-proxy'
import { isLoopback } from '../info/host-name'
import { trustProxyOf } from '../info/trust-proxy'
import { isClusterBus, isClusterUrl } from './cluster-option'
import { hostsOf } from './host-policy'
import { REMOTE_ACCESS_RULE } from '../remote/relay'
import { COUNT, SECONDS, SECONDS_ABOVE_0, SIZE, SECRET } from './rules'
import type { HandlerOptions, PathDeployOptions, ServerOptions, Settings } from './options'
import { DEFAULT_OPTIONS } from './options'
import { parseSize, SIZE_RULE } from '../../api/parse-size'

/** Removes options with the value undefined or null, which count as missing. */
export type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> }

const is =
  (type: 'boolean' | 'function' | 'number' | 'string') =>
  (value: unknown): boolean =>
    typeof value === type

const isArrayOf =
  (test: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(test)

const isTrueOrArrayOf =
  (test: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === true || isArrayOf(test)(value)

const FLAG: Rule = { must: 'true or false', kind: is('boolean') }
const FUNCTION: Rule = { must: 'a function', kind: is('function') }
const ORIGINS: Rule = {
  must: 'an array of origins such as "https://example.com" or "https://*.example.com"',
  kind: isArrayOf(is('string')),
  bounds: (value: readonly string[]) =>
    value.every((origin) => origin === '*' || /^[^/]+:\/\/[^/]+$/.test(origin)),
}
const LOG_METHODS = ['debug', 'info', 'warn', 'error'] as const

const HANDLER_RULES: { readonly [name in keyof HandlerOptions]-?: Rule } = {
  path: {
    must: 'a path such as "/webio", of letters, digits and - . _ ~, without a final slash',
    kind: is('string'),
    bounds: (value: string) => /^\/?$|^(\/[\w.~-]+)+$/.test(value) && !/\/\.\.?(\/|$)/.test(value),
  },
  debug: FLAG,
  static_dir: { must: 'the path of a folder that exists', kind: is('string'), bounds: isFolder },
  allowed_origins: ORIGINS,
  allowed_hosts: {
    must: 'true or an array of host names such as "tasks.example.com" or ".example.com", without scheme and port',
    kind: isTrueOrArrayOf(is('string')),
    bounds: (value: true | readonly string[]) =>
      value === true || value.every((host) => host !== '' && !/[/\s:@?#]/.test(host)),
  },
  frame_ancestors: {
    must: 'true or an array of "self" and origins such as "https://example.com" or "https://*.example.com"',
    kind: isTrueOrArrayOf(is('string')),
    bounds: (value: true | readonly string[]) => value === true || value.every(isFrameSource),
  },
  check_origin: FUNCTION,
  endpoint_origins: ORIGINS,
  csp_nonce: FUNCTION,
  max_message_size: {
    ...SIZE,
    must: `${SIZE_RULE}, and at least 1K`,
    bounds: (value: number | string) => (parseSize(value) ?? 0) >= 1024,
  },
  max_payload_size: SIZE,
  max_session_upload_size: SIZE,
  durable: { must: DURABLE_RULE, kind: isDurableKind, bounds: isDurable },
  durable_files: {
    must: 'the path of a folder',
    kind: is('string'),
    bounds: (value: string) => value !== '',
  },
  durable_secret: SECRET,
  reconnect_timeout: SECONDS,
  session_expire_seconds: SECONDS_ABOVE_0,
  session_max_age: SECONDS_ABOVE_0,
  session_cleanup_interval: SECONDS_ABOVE_0,
  websocket_ping_interval: SECONDS_ABOVE_0,
  websocket_ping_timeout: SECONDS_ABOVE_0,
  max_sessions: COUNT,
  max_sessions_per_ip: COUNT,
  max_viewers: COUNT,
  authorize: FUNCTION,
  authorize_metrics: FUNCTION,
  cluster: {
    must: 'a URL such as "redis://localhost:6379" or "postgres://user@host/database", or a ClusterBus',
    kind: (value: unknown) => typeof value === 'string' || isClusterBus(value),
    bounds: (value: unknown) => typeof value !== 'string' || isClusterUrl(value),
  },
  cluster_secret: SECRET,
  stray_errors: {
    must: '"session" or "exit"',
    kind: is('string'),
    bounds: (value: string) => value === 'session' || value === 'exit',
  },
  transports: {
    must: 'a list of "websocket", "polling" or both',
    kind: isArrayOf(is('string')),
    bounds: (value: readonly string[]) =>
      value.length > 0 && value.every((name) => name === 'websocket' || name === 'polling'),
  },
  logger: {
    must: `an object with the methods ${LOG_METHODS.join(', ')}`,
    kind: (value: Record<string, unknown>) =>
      typeof value === 'object' && LOG_METHODS.every((method) => typeof value[method] === 'function'),
  },
  log_format: {
    must: '"text" or "json"',
    kind: is('string'),
    bounds: (value: string) => value === 'text' || value === 'json',
  },
  compression: FLAG,
  trust_proxy: {
    must: 'true, false, a number of proxies, or addresses and subnets such as "loopback, 10.0.0.0/8"',
    kind: (value: unknown) =>
      ['boolean', 'number', 'string'].includes(typeof value) || isArrayOf(is('string'))(value),
    bounds: isTrust,
  },
}

const SERVER_RULES: { readonly [name in keyof ServerOptions]-?: Rule } = {
  ...HANDLER_RULES,
  port: {
    must: 'an integer from 0 to 65535',
    kind: is('number'),
    bounds: (value: number) => Number.isInteger(value) && value >= 0 && value <= 65535,
  },
  host: {
    must: 'an address or the name of a host, such as "127.0.0.1"',
    kind: is('string'),
    bounds: (value: string) => !/[/\s]/.test(value),
  },
  auto_open_webbrowser: FLAG,
  remote_access: REMOTE_ACCESS_RULE,
}

const { path: _ofModules, ...DEPLOY_SERVER_RULES } = SERVER_RULES
const DEPLOY_RULES: { readonly [name in keyof PathDeployOptions]-?: Rule } = {
  ...DEPLOY_SERVER_RULES,
  index: {
    must: 'true, false or a function that makes HTML of a path',
    kind: (value: unknown) => typeof value === 'boolean' || typeof value === 'function',
  },
}

/**
 * Checks the options of `webio_handler`, or of another function with the same options.
 * @param caller the function, for the message
 * @throws TypeError for an unknown option or a value of the wrong type, RangeError for a value out of bounds
 */
export function checkHandlerOptions(caller: string, options: unknown): Given<HandlerOptions> {
  return check<HandlerOptions>(caller, options, HANDLER_RULES)
}

/**
 * Checks the options of `start_server`.
 * @throws TypeError for an unknown option or a value of the wrong type, RangeError for a value out of bounds
 */
export function checkServerOptions(caller: string, options: unknown): Given<ServerOptions> {
  return check<ServerOptions>(caller, options, SERVER_RULES)
}

/**
 * Checks the options of `path_deploy`.
 * @throws TypeError for an unknown option or a value of the wrong type, RangeError for a value out of bounds
 */
export function checkDeployOptions(caller: string, options: unknown): Given<PathDeployOptions> {
  return check<PathDeployOptions>(caller, options, DEPLOY_RULES)
}

/**
 * Fills in the defaults of checked options.
 * @param isRelative see Settings
 * @param host the address on which a stand-alone server listens, for the default of `allowed_hosts`
 */
export function settingsOf(
  options: Given<HandlerOptions>,
  defaultPath: string,
  isRelative = false,
  host?: string,
): Settings {
  const given = { ...DEFAULT_OPTIONS, ...options }
  if (given.durable_files !== undefined && given.durable === undefined)
    throw new TypeError(
      'durable_files stores the uploads of durable sessions, so it needs the option durable. Set both.',
    )
  if (options.logger !== undefined && options.log_format !== undefined)
    throw new TypeError(
      'log_format formats the lines of the console, and logger replaces the console. Set only one of them.',
    )
  const path = given.path ?? defaultPath
  const logger = guardedLogger(
    given.logger ? calledAsLogger(given.logger) : ownLogger(given.log_format, given.debug),
  )
  return {
    path: path === '/' ? '' : path,
    isRelative,
    debug: given.debug,
    staticDir: given.static_dir && resolve(given.static_dir),
    allowedOrigins: given.allowed_origins ?? [],
    allowedHosts: allowedHosts(given, host),
    tunnelHosts: new Set(),
    frameAncestors: frameAncestors(given),
    checkOrigin: given.check_origin,
    endpointOrigins: given.endpoint_origins ?? [],
    cspNonce: given.csp_nonce,
    maxMessageBytes: parseSize(given.max_message_size) as number,
    maxPayloadBytes: parseSize(given.max_payload_size) as number,
    maxSessionUploadBytes: parseSize(given.max_session_upload_size) as number,
    durable: given.durable,
    durableFiles: filesFolderOf(given.durable, given.durable_files),
    durableSecret: given.durable_secret,
    reconnectTimeout:
      options.reconnect_timeout ?? options.session_expire_seconds ?? DEFAULT_OPTIONS.reconnect_timeout,
    pingIntervalMs: given.websocket_ping_interval * 1000,
    pingTimeoutMs: given.websocket_ping_timeout * 1000,
    maxSessions: given.max_sessions,
    maxSessionsPerIp: given.max_sessions_per_ip,
    maxViewers: given.max_viewers,
    lifeSpan: {
      idle: given.session_expire_seconds ?? Infinity,
      age: given.session_max_age ?? Infinity,
    },
    expiryInterval: given.session_cleanup_interval,
    authorize: given.authorize,
    authorizeMetrics: given.authorize_metrics,
    cluster: given.cluster,
    clusterSecret: given.cluster_secret,
    strayErrors: given.stray_errors,
    transports: given.transports,
    logger,
    refusals: new RefusalLog(logger),
    compression: given.compression,
    trustProxy: trustProxyOf(given.trust_proxy),
  }
}

function ownLogger(format: 'text' | 'json', withDebug: boolean): Logger {
  return format === 'json' ? jsonLogger(withDebug) : consoleLogger(withDebug)
}

/** Options of PyWebIO that do not exist here, and what to use instead. */
const PYWEBIO: Readonly<Record<string, string>> = {
  cdn: 'The page’s files always come from this server, so leave it out.',
  websocket_max_message_size: 'Messages have max_message_size, files max_payload_size.',
  websocket_settings: 'Set websocket_ping_interval, websocket_ping_timeout, compression or max_message_size.',
  disable_asyncio: 'Tasks may always be async, so leave it out.',
  session_cleanup: 'It is session_cleanup_interval here.',
  iframe_height: 'Embed the page by <WebIOApp> or <webio-app> instead of a frame.',
  base: 'The folder is the first argument of path_deploy.',
  applications: 'They are the first argument.',
}

function check<T extends object>(caller: string, options: unknown, rules: OptionRules): Given<T> {
  return checkOptions(caller, options as Given<T> | undefined, rules, [], PYWEBIO)
}

function allowedHosts(
  { allowed_hosts, allowed_origins = [] }: Given<HandlerOptions>,
  host: string | undefined,
): Settings['allowedHosts'] {
  const given = allowed_hosts ?? (isLoopback(host) ? [] : true)
  return given === true ? null : [...given, ...hostsOf(allowed_origins)]
}

/** The `frame-ancestors` directive. Patterns of origins that it cannot express are omitted. */
function frameAncestors({ frame_ancestors, allowed_origins = [] }: Given<HandlerOptions>): string | null {
  if (frame_ancestors === true) return null
  const sources = frame_ancestors ?? ['self', ...allowed_origins.filter(isFrameSource)]
  const words = sources.map((source) => (isSelf(source) ? "'self'" : source))
  return `frame-ancestors ${words.length > 0 ? words.join(' ') : "'none'"}`
}

function isSelf(source: string): boolean {
  return source === 'self' || source === "'self'"
}

function isFrameSource(source: string): boolean {
  return isSelf(source) || /^https?:\/\/(\*\.)?[a-z\d.-]+(:\d+)?$/i.test(source)
}

function isTrust(value: TrustProxyOption): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0
  try {
    trustProxyOf(value)
    return true
  } catch {
    return false
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
