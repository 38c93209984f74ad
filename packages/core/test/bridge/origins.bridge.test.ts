import type { IncomingMessage } from 'node:http'
import { request } from 'node:http'
import { describe, expect, it } from '@jest/globals'
import type { ServerOptions } from '@webio/core/server'
import { serve } from './serve'
import { greet } from './tasks'

const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
}

/** Status of the first request of a socket, over long-polling or a WebSocket. */
function knock(port: number, transport: string, headers: Record<string, string>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const path = `/io?EIO=4&transport=${transport}`
    const asked = request({ port, path, headers: { ...(transport === 'websocket' && UPGRADE), ...headers } })
    asked.on('response', (response) => resolve(response.resume()))
    asked.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve(response)
    })
    asked.on('error', reject).end()
  })
}

const ALLOWED = {
  allowed_origins: ['https://*.example.com', 'http://app-[0-9].test:30?0', 'https://[!a]b.test'],
}

describe.each([
  ['polling', 200],
  ['websocket', 101],
] as const)('[H3] over %s', (transport, good) => {
  it.each<[string, Record<string, string>, ServerOptions, boolean]>([
    ['a request without Origin', {}, {}, true],
    ['the server’s own origin', { origin: 'http://my.host:81', host: 'my.host:81' }, {}, true],
    ['the server’s own origin in capitals', { origin: 'http://My.Host', host: 'my.host' }, {}, true],
    [
      'the server’s own origin with the default port',
      { origin: 'http://my.host', host: 'my.host:80' },
      {},
      true,
    ],
    ['the server’s own origin with another scheme', { origin: 'ftp://my.host', host: 'my.host' }, {}, false],
    ['https, where a proxy may have ended TLS', { origin: 'https://my.host', host: 'my.host' }, {}, true],
    [
      'http, although a trusted proxy reports https',
      { origin: 'http://my.host', host: 'my.host', 'x-forwarded-proto': 'https' },
      { trust_proxy: true },
      false,
    ],
    ['an origin followed by something else', { origin: 'http://my.host/', host: 'my.host' }, {}, false],
    [
      'an origin that * would extend to another one',
      { origin: 'https://evil.test/.example.com' },
      ALLOWED,
      false,
    ],
    ['another port', { origin: 'http://my.host:81', host: 'my.host' }, {}, false],
    ['another host', { origin: 'http://evil.test', host: 'my.host' }, {}, false],
    ['the origin null of a sandboxed frame', { origin: 'null', host: 'my.host' }, {}, false],
    ['an invalid origin', { origin: 'rubbish', host: 'my.host' }, {}, false],
    ['an origin that matches *', { origin: 'https://a.b.example.com' }, ALLOWED, true],
    ['an origin that matches [seq] and ?', { origin: 'http://app-7.test:3000' }, ALLOWED, true],
    ['an origin that [!seq] admits', { origin: 'https://bb.test' }, ALLOWED, true],
    ['an origin that [!seq] excludes', { origin: 'https://ab.test' }, ALLOWED, false],
    ['another scheme', { origin: 'http://a.example.com' }, ALLOWED, false],
    [
      'an origin of which only the beginning matches',
      { origin: 'https://a.example.com.evil.test' },
      ALLOWED,
      false,
    ],
    [
      'an origin with another character instead of the dot',
      { origin: 'https://a.exampleXcom' },
      ALLOWED,
      false,
    ],
    [
      'an origin that check_origin admits',
      { origin: 'http://good.test' },
      { check_origin: (o) => o === 'http://good.test' },
      true,
    ],
    [
      'an origin that check_origin refuses',
      { origin: 'http://evil.test' },
      { check_origin: () => false },
      false,
    ],
    [
      'check_origin before allowed_origins',
      { origin: 'https://a.example.com' },
      { ...ALLOWED, check_origin: () => false },
      false,
    ],
    ['a check_origin that throws', { origin: 'http://a.test' }, { check_origin: () => { throw new Error('oops') } }, false], // prettier-ignore
    [
      'the server’s own origin, no matter what check_origin returns',
      { origin: 'http://h.test', host: 'h.test' },
      { check_origin: () => false },
      true,
    ],
    [
      'X-Forwarded-Host, which anyone can send',
      { origin: 'http://h.test', host: 'x', 'x-forwarded-host': 'h.test' },
      {},
      false,
    ],
    [
      'X-Forwarded-Host of a proxy',
      { origin: 'http://h.test', host: 'x', 'x-forwarded-host': 'h.test' },
      { trust_proxy: true },
      true,
    ],
  ])('%s', async (_what, headers, options, isGood) => {
    await using server = await serve(greet, { allowed_hosts: true, ...options })
    const { statusCode, headers: answer } = await knock(server.port, transport, headers)
    expect(statusCode).toBe(isGood ? good : 403)
    // A refused page may read the reason.
    if (transport === 'polling') expect(answer['access-control-allow-origin']).toBe(headers['origin'])
  })
})

it.each<[string, unknown, string]>([
  ['a promise', Promise.resolve(true), 'a promise'],
  ['a promise that rejects', Promise.reject(new Error('oops')), 'a promise'],
  ['nothing', undefined, 'undefined'],
])('refuses requests if check_origin returns %s, and logs what it must return', async (_, verdict, what) => {
  await using server = await serve(greet, { check_origin: (() => verdict) as never })
  expect((await knock(server.port, 'polling', { origin: 'http://a.test' })).statusCode).toBe(403)
  expect(server.log.of('error')).toEqual([
    `[webio] check_origin must return true or false, not ${what}, so the request was refused.`,
  ])
})

it('[H3] a refusal gives the reason, and adds one line to the log', async () => {
  await using server = await serve(greet)
  const headers = { origin: 'https://evil.test' }
  for (let i = 0; i < 3; i++) {
    const answer = await fetch(`${server.url}io?EIO=4&transport=polling`, { headers })
    expect([answer.status, await answer.json()]).toEqual([
      403,
      {
        code: 4,
        message:
          'This server does not admit pages of this site, because its option allowed_origins does not list it.',
        refused: 'origin_refused',
      },
    ])
  }
  expect(server.log.of('warn')).toEqual([
    '[webio] refused a page of the origin "https://evil.test". If it may use this server, add it to allowed_origins.',
  ])
})

it('an origin is matched in time proportional to its length, no matter what the pattern is', async () => {
  await using server = await serve(greet, { allowed_origins: ['https://*.*.*.*.example.com'] })
  const origin = `https://${'.'.repeat(14_000)}`
  const answers = Array.from({ length: 20 }, () => knock(server.port, 'polling', { origin }))
  expect((await Promise.all(answers)).map(({ statusCode }) => statusCode)).toEqual(Array(20).fill(403))
})

it('JSONP is refused', async () => {
  await using server = await serve(greet)
  expect((await fetch(`${server.url}io?EIO=4&transport=polling&j=0`)).status).toBe(400)
})

it('the socket is found with and without a trailing slash, and nowhere else', async () => {
  await using server = await serve(greet)
  const status = async (path: string) => (await fetch(`${server.url}${path}?EIO=4&transport=polling`)).status
  expect(await Promise.all(['io', 'io/', 'iox', 'io/x', 'socket.io/'].map(status))).toEqual([
    200, 200, 404, 404, 404,
  ])
})

it('transports that the server does not offer are refused', async () => {
  await using server = await serve(greet, { transports: ['websocket'] })
  expect((await knock(server.port, 'polling', {})).statusCode).toBe(400)
  expect((await knock(server.port, 'websocket', {})).statusCode).toBe(101)
})
