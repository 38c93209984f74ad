import { describe, expect, it } from '@jest/globals'
import { config, start_server, webio_handler } from '@webio/core/server'
import { checkServerOptions, settingsOf } from '../../src/server/options/check-options'
import { parseSize } from '../../src/api/parse-size'
import { silentLogger } from '../../src/engine/logger'

const main = (): void => {}

describe('options', () => {
  it.each<[Record<string, unknown>, typeof TypeError | typeof RangeError, string]>([
    [
      { durable: 'mysql://ann:pw@db/x' },
      RangeError,
      'durable must be the path of a folder, a URL that begins with postgres:// or redis://, or a JournalStore, not "mysql://…@db/x".',
    ],
    [
      { durable: './s', durable_secret: 'short' },
      RangeError,
      'durable_secret must be a text of at least 16 characters.',
    ],
    [{ durable_files: '' }, RangeError, 'durable_files must be the path of a folder'],
    [{ cluster_secret: 'short' }, RangeError, 'cluster_secret must be a text of at least 16 characters.'],
    [{ port: '80a' }, TypeError, 'port must be an integer from 0 to 65535, not "80a"'],
    [{ port: 65536 }, RangeError, 'port must be an integer from 0 to 65535, not 65536'],
    [{ port: 1.5 }, RangeError, 'port must be an integer'],
    [{ host: 'http://a' }, RangeError, 'host must be an address or the name of a host'],
    [{ host: 1 }, TypeError, 'host must be'],
    [{ path: 'webio' }, RangeError, 'path must be a path such as "/webio"'],
    [{ path: '/webio/' }, RangeError, 'path must be'],
    [{ path: '/a/../b' }, RangeError, 'path must be'],
    [{ path: '/a b' }, RangeError, 'path must be'],
    [{ debug: 'yes' }, TypeError, 'debug must be true or false, not "yes"'],
    [{ static_dir: '/no/such/folder' }, RangeError, 'static_dir must be the path of a folder that exists'],
    [{ allowed_origins: 'https://a.test' }, TypeError, 'allowed_origins must be an array of origins'],
    [{ allowed_origins: ['a.test'] }, RangeError, 'allowed_origins must be an array of origins'],
    [{ allowed_origins: ['https://a.test/'] }, RangeError, 'allowed_origins must be an array of origins'],
    [{ endpoint_origins: ['tasks.test'] }, RangeError, 'endpoint_origins must be an array of origins'],
    [{ allowed_hosts: 'a.test' }, TypeError, 'allowed_hosts must be true or an array of host names'],
    [{ allowed_hosts: ['http://a.test'] }, RangeError, 'allowed_hosts must be'],
    [{ allowed_hosts: ['a.test:80'] }, RangeError, 'allowed_hosts must be'],
    [{ frame_ancestors: false }, TypeError, 'frame_ancestors must be true or an array'],
    [{ frame_ancestors: ['a.test; script-src *'] }, RangeError, 'frame_ancestors must be'],
    [{ csp_nonce: 'abc' }, TypeError, 'csp_nonce must be a function'],
    [{ check_origin: true }, TypeError, 'check_origin must be a function, not true'],
    [
      { max_payload_size: '3 parsecs' },
      RangeError,
      'max_payload_size must be a number of bytes, or a text such as "40K"',
    ],
    [{ max_message_size: '10' }, RangeError, 'max_message_size must be a number of bytes'],
    [{ max_payload_size: 0 }, RangeError, 'max_payload_size must be'],
    [
      { reconnect_timeout: -1 },
      RangeError,
      'reconnect_timeout must be a number of seconds from 0 to 2147483, not -1',
    ],
    [{ reconnect_timeout: NaN }, RangeError, 'reconnect_timeout must be'],
    [{ reconnect_timeout: 1e9 }, RangeError, 'reconnect_timeout must be'],
    [{ session_expire_seconds: '600' }, TypeError, 'session_expire_seconds must be'],
    [{ session_cleanup_interval: 0 }, RangeError, 'session_cleanup_interval must be'],
    [{ websocket_ping_interval: 0 }, RangeError, 'websocket_ping_interval must be'],
    [
      { websocket_ping_timeout: null, websocket_ping_interval: {} },
      TypeError,
      'websocket_ping_interval must be',
    ],
    [{ max_sessions: 0 }, RangeError, 'max_sessions must be an integer above 0, not 0'],
    [{ max_sessions_per_ip: 0 }, RangeError, 'max_sessions_per_ip must be an integer above 0, not 0'],
    [{ max_viewers: 0 }, RangeError, 'max_viewers must be an integer above 0, not 0'],
    [{ authorize: 'me' }, TypeError, 'authorize must be a function'],
    [{ stray_errors: 'ignore' }, RangeError, 'stray_errors must be "session" or "exit", not "ignore"'],
    [
      { transports: ['webtransport'] },
      RangeError,
      'transports must be a list of "websocket", "polling" or both',
    ],
    [{ transports: [] }, RangeError, 'transports must be'],
    [
      { logger: { info() {} } },
      TypeError,
      'logger must be an object with the methods debug, info, warn, error',
    ],
    [{ compression: 1 }, TypeError, 'compression must be true or false'],
    [{ trust_proxy: {} }, TypeError, 'trust_proxy must be true, false, a number of proxies, or addresses'],
    [{ trust_proxy: [1] }, TypeError, 'trust_proxy must be'],
    [{ trust_proxy: -1 }, RangeError, 'trust_proxy must be'],
    [{ trust_proxy: 1.5 }, RangeError, 'trust_proxy must be'],
    [{ trust_proxy: 'localhost' }, RangeError, 'trust_proxy must be'],
    [{ trust_proxy: '10.0.0.0/40' }, RangeError, 'trust_proxy must be'],
    [{ trust_proxy: '' }, RangeError, 'trust_proxy must be'],
    [{ auto_open_webbrowser: 'firefox' }, TypeError, 'auto_open_webbrowser must be true or false'],
    [
      { reconect_timeout: 3 },
      TypeError,
      'there is no option "reconect_timeout". Did you mean "reconnect_timeout"?',
    ],
    [{ cdn: false }, TypeError, 'there is no option "cdn". The page’s files always come from this server'],
    [
      { websocket_max_message_size: 1 },
      TypeError,
      'there is no option "websocket_max_message_size". Messages have max_message_size, files max_payload_size.',
    ],
    [{ constructor: 3 }, TypeError, 'there is no option "constructor"'],
  ])('%j', async (options, kind, message) => {
    const failure: unknown = await start_server(main, options as never).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(kind)
    expect((failure as Error).message).toContain(`start_server: ${message}`)
  })

  it('are a plain object', async () => {
    await expect(start_server(main, 8080 as never)).rejects.toThrow(
      'start_server: the options must be a plain object, not 8080.',
    )
  })

  it('of start_server are refused by webio_handler', () => {
    expect(() => webio_handler(main, { port: 80 } as never)).toThrow(
      'webio_handler: there is no option "port". It takes path, debug, ',
    )
  })

  it('that are null or undefined count as absent', () => {
    expect(checkServerOptions('f', { port: null, path: undefined })).toEqual({})
  })

  it('have defaults', () => {
    expect(settingsOf(checkServerOptions('f', { logger: silentLogger }), '')).toEqual({
      path: '', isRelative: false, debug: false, staticDir: undefined, allowedOrigins: [], allowedHosts: null, tunnelHosts: new Set(), frameAncestors: "frame-ancestors 'self'", checkOrigin: undefined, endpointOrigins: [],
      cspNonce: undefined, maxMessageBytes: 1024 ** 2, maxPayloadBytes: 200 * 1024 ** 2, maxSessionUploadBytes: 1024 ** 3,
      reconnectTimeout: 30, pingIntervalMs: 25_000, pingTimeoutMs: 20_000, maxSessions: Infinity, maxSessionsPerIp: 100, maxViewers: 100, authorize: undefined, strayErrors: 'session', lifeSpan: { idle: Infinity, age: Infinity }, expiryInterval: undefined,
      transports: ['polling', 'websocket'], logger: expect.anything() as never, refusals: expect.anything() as never, compression: false, trustProxy: expect.any(Function) as never,
    }) // prettier-ignore
  })

  it.each([
    [{ session_expire_seconds: 600 }, 600],
    [{ session_expire_seconds: 600, reconnect_timeout: 5 }, 5],
  ])('%j is the time that a session waits: %d s', (options, seconds) => {
    expect(settingsOf(options, '').reconnectTimeout).toBe(seconds)
  })

  it.each([
    [{ session_expire_seconds: 600 }, { idle: 600, age: Infinity }, undefined],
    [{ session_max_age: 60, session_cleanup_interval: 7 }, { idle: Infinity, age: 60 }, 7],
  ])('%j limits the lives of sessions: %j, checked every %p s', (options, span, interval) => {
    expect(settingsOf(options, '')).toMatchObject({ lifeSpan: span, expiryInterval: interval })
  })

  it('invalid applications are refused', () => {
    expect(() => webio_handler({} as never)).toThrow('webio_handler: give it at least one application')
    expect(() => webio_handler({ a: 1 } as never)).toThrow(
      'webio_handler: the application "a" must be a function',
    )
  })
})

describe('parseSize', () => {
  it.each([
    [0, 0], [1024, 1024], ['40K', 40_960], ['3M', 3_145_728], ['1.5G', 1_610_612_736], ['15mb', 15_728_640], ['2 KiB', 2048], ['7', 7],
    ['7b', 7], ['', null], ['K', null], ['-1K', null], ['1e3', null], [-1, null], [NaN, null], [Infinity, null],
  ])('%p is %p bytes', (size, bytes) => expect(parseSize(size)).toBe(bytes)) // prettier-ignore
})

describe('config', () => {
  it('returns the given function', () => {
    expect(config({ title: 'T' }, main)).toBe(main)
  })

  it.each<[Record<string, unknown>, string]>([
    [{ titel: 'x' }, 'config: there is no option "titel". Did you mean "title"? It takes title, '],
    [{ title: 1 }, 'config: title must be a string, not 1.'],
    [
      { theme: 'neon' },
      'config: theme must be one of "auto", "light", "dark", "minty", "sketchy", "yeti", not "neon".',
    ],
    [{ js_file: [1] }, 'config: js_file must be a URL or an array of URLs'],
    [{ favicon: {} }, 'config: favicon must be a URL'],
    [{ manifest: 'x' }, 'config: manifest must be true, false or an object, not "x".'],
    [{ session_max_age: 0 }, 'config: session_max_age must be a number of seconds above 0'],
    [{ max_sessions: 1.5 }, 'config: max_sessions must be an integer above 0, not 1.5.'],
    [{ authorize: 'me' }, 'config: authorize must be a function'],
    [{ manifest: { icon: 1n } }, 'config: manifest must be JSON'],
  ])('%j is refused', (options, message) => {
    expect(() => config(options as never, main)).toThrow(message)
  })
})
