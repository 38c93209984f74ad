import { describe, expect, it } from '@jest/globals'
import type { AuthorizeRequest } from '@webio/core/server'
import { config } from '@webio/core/server'
import { get } from '../support/get'
import { serve } from './serve'
import { handshake, tryHandshake } from './socket-page'
import { greet } from './tasks'

describe('authorize', () => {
  it('receives the application and its parameters, from sockets and from documents', async () => {
    const asked: AuthorizeRequest[] = []
    await using server = await serve({ greet, index: greet }, { authorize: (one) => asked.push(one) })
    await get(`${server.url}?app=greet&id=5&__proto__=x`)
    await get(server.url)
    await tryHandshake(server.url, handshake({ app: 'greet', params: { id: 5 } }))
    expect(asked.map(({ app, params }) => [app, params])).toEqual([
      ['greet', { id: '5' }],
      ['index', {}],
      ['greet', { id: 5 }],
    ])
  })

  it('may answer a request for a document itself, with a redirect to a login', async () => {
    const login = () => new Response(null, { status: 302, headers: { location: 'https://login.test/' } })
    await using server = await serve(greet, { authorize: login })
    const response = await get(server.url, { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([302, 'https://login.test/'])
    expect(await tryHandshake(server.url, handshake())).toBe('unauthorized')
  })

  it('of an application replaces the server’s', async () => {
    const guarded = config({ authorize: ({ auth }) => auth === 'token' && 'Ann' }, () => {})
    await using server = await serve({ guarded, open: () => {} })
    const status = async (app: string) => (await get(`${server.url}?app=${app}`)).status
    expect([await status('guarded'), await status('open')]).toEqual([401, 200])
    const tried = (app: string, auth: string) => tryHandshake(server.url, handshake({ app, auth }))
    expect([await tried('guarded', 'x'), await tried('guarded', 'token'), await tried('open', 'x')]).toEqual([
      'unauthorized',
      'welcome',
      'welcome',
    ])
  })

  it('is called for files of static_dir, which are then private', async () => {
    const authorize = ({ headers }: AuthorizeRequest) => headers['x-user']
    await using server = await serve(greet, { authorize, static_dir: __dirname })
    const url = `${server.url}static/tasks.ts`
    expect((await get(url)).status).toBe(401)
    const file = await get(url, { headers: { 'x-user': 'Ann' } })
    expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'private, no-cache'])
  })

  it('logs one line for an address that it refuses', async () => {
    await using server = await serve(greet, { authorize: () => null })
    for (let i = 0; i < 3; i++) expect(await tryHandshake(server.url, handshake())).toBe('unauthorized')
    expect(server.log.of('warn')).toEqual(['[webio] authorize refused 127.0.0.1.'])
  })
})

it('__proto__ of a parameter does not reach the task', async () => {
  const seen: unknown[] = []
  await using server = await serve((params) => void seen.push(Object.assign({}, params)))
  const params = JSON.parse(
    '{"a":1,"deep":[{"__proto__":{"isAdmin":true}}],"__proto__":{"isAdmin":true}}',
  ) as object
  await tryHandshake(server.url, { protocol: 1, app: 'index', params })
  expect(seen).toEqual([{ a: 1, deep: [{}] }])
  expect((seen[0] as { isAdmin?: boolean }).isAdmin).toBeUndefined()
})

it('parses an Accept-Encoding in time proportional to its length', async () => {
  await using server = await serve(greet)
  const html = await (await get(server.url)).text()
  const asset = new URL(/src="([^"]+)"/.exec(html)?.[1] as string, server.url)
  const long = `gzip${' '.repeat(15_000)}x`
  const encodings = ['gzip', '*', 'gzip, br', 'br;q=0.5, gzip', 'br;q=0', 'identity', long]
  const answers = await Promise.all(
    encodings.map(async (encoding) => {
      const { headers, status } = await get(asset, { headers: { 'accept-encoding': encoding } })
      return [status, headers.get('content-encoding')]
    }),
  )
  expect(answers).toEqual([
    [200, 'gzip'],
    [200, 'br'],
    [200, 'br'],
    [200, 'br'],
    [200, null],
    [200, null],
    [200, null],
  ])
})
