import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { describe, expect, it } from '@jest/globals'
import { webio_handler } from '@webio/core/server'
import { RecordingLogger, serve } from './serve'
import { greet } from './tasks'

/** Status and text of the response to a request for a path under a host name. */
function ask(port: number, path: string, host: string): Promise<[number | undefined, string]> {
  return new Promise((resolve, reject) => {
    request({ port, path, headers: { host } }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve([response.statusCode, text]))
    })
      .on('error', reject)
      .end()
  })
}

/** The first line of the response to a request that no client would send. */
function answerTo(port: number, lines: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()))
    socket.on('close', () => resolve(text.split('\r\n')[0] as string))
    socket.write([...lines, 'Connection: close', '\r\n'].join('\r\n'))
  })
}

const SOCKET = '/io?EIO=4&transport=polling'

describe('allowed_hosts', () => {
  it('by default, a server on a loopback address answers to no name that DNS could resolve to it', async () => {
    await using server = await serve(greet, {
      static_dir: __dirname,
      allowed_origins: ['https://*.a.test:8'],
    })
    for (const path of ['/', '/embed.js', '/static/tasks.ts', '/files/a/b', SOCKET]) {
      const status = async (host: string) => (await ask(server.port, path, host))[0]
      const good = await status('127.0.0.1')
      expect([path, await status('evil.test:80'), await status('b.a.test')]).toEqual([path, 403, good])
      for (const host of ['localhost:1', 'LOCALHOST.', 'x.localhost', '10.1.2.3:80', '[::1]:80'])
        expect([path, host, await status(host)]).toEqual([path, host, good])
    }
    expect(await ask(server.port, '/', 'evil.test')).toEqual([
      403,
      'This server does not answer to this host name, because its option allowed_hosts does not list it.',
    ])
    expect(server.log.of('warn')).toEqual([
      '[webio] refused the host "evil.test:80". If this server has that name, add it to allowed_hosts.',
      '[webio] refused the host "evil.test". If this server has that name, add it to allowed_hosts.',
    ])
  })

  it('a page with a refused host name learns the reason', async () => {
    await using server = await serve(greet)
    const [status, text] = await ask(server.port, SOCKET, 'evil.test')
    expect([status, JSON.parse(text)]).toMatchObject([403, { code: 4, refused: 'host_refused' }])
  })

  it.each([
    [['tasks.test'], 'tasks.test', 200],
    [['tasks.test'], 'a.tasks.test', 403],
    [['tasks.test'], 'xtasks.test', 403],
    [['.tasks.test'], 'tasks.test', 200],
    [['.tasks.test'], 'b.a.tasks.test', 200],
    [['.tasks.test'], 'xtasks.test', 403],
    [['*.tasks.test'], 'tasks.test', 403],
    [['*.tasks.test'], 'a.tasks.test', 200],
    [true, 'anything.test', 200],
  ] as const)('%j, called %s: %d', async (allowed_hosts, host, status) => {
    await using server = await serve(greet, { allowed_hosts })
    expect((await ask(server.port, '/', host))[0]).toBe(status)
  })

  it('by default, a server on all addresses and a handler in another server answer to any name', async () => {
    const asked = (options: object) =>
      webio_handler(greet, { logger: new RecordingLogger(), ...options }).fetch(
        new Request('http://a.test/webio', { headers: { host: 'a.test' } }),
      )
    expect((await asked({}))?.status).toBe(200)
    expect((await asked({ allowed_hosts: ['b.test'] }))?.status).toBe(403)
    await using server = await serve(greet, { host: '0.0.0.0' })
    expect((await ask(server.port, '/', 'a.test'))[0]).toBe(200)
  })

  it('uses the host that a trusted proxy reports', async () => {
    const webio = webio_handler(greet, { trust_proxy: true, allowed_hosts: ['a.test'] })
    const headers = { host: 'inside', 'x-forwarded-host': 'a.test' }
    expect((await webio.fetch(new Request('http://inside/webio', { headers })))?.status).toBe(200)
  })
})

describe('an unusual request', () => {
  it.each([
    ['GET / HTTP/1.1', 'a b', '400 Bad Request'],
    ['GET / HTTP/1.1', '[', '400 Bad Request'],
    ['GET / HTTP/1.1', 'x:99999', '400 Bad Request'],
    ['GET / HTTP/1.1', 'localhost@evil', '400 Bad Request'],
    ['TRACE / HTTP/1.1', 'x', '405 Method Not Allowed'],
    ['GET http://x/ HTTP/1.1', 'x', '200 OK'],
    ['GET http://x/io?EIO=4&transport=polling HTTP/1.1', 'x', '200 OK'],
    ['OPTIONS * HTTP/1.1', 'x', '204 No Content'],
    ['GET * HTTP/1.1', 'x', '400 Bad Request'],
    ['GET //[ HTTP/1.1', 'x', '404 Not Found'],
  ])('%s, of the host %s, gets %s and adds no line to the log', async (line, host, answer) => {
    await using server = await serve(greet, { allowed_hosts: true })
    expect(await answerTo(server.port, [line, `Host: ${host}`])).toMatch(
      new RegExp(`^HTTP/1.1 ${answer.slice(0, 3)}`),
    )
    expect([...server.log.of('warn'), ...server.log.of('error')]).toEqual([])
  })

  it('with two Host headers is refused, because a proxy may have checked the other one', async () => {
    await using server = await serve(greet)
    const hosts = ['Host: localhost', 'host: localhost']
    expect(await answerTo(server.port, ['GET / HTTP/1.1', ...hosts])).toBe('HTTP/1.1 400 Bad Request')
    const poll = `GET ${SOCKET} HTTP/1.1`
    expect(await answerTo(server.port, [poll, ...hosts])).toMatch(/^HTTP\/1.1 40[03]/)
    expect(await answerTo(server.port, [poll, 'Host: localhost'])).toBe('HTTP/1.1 200 OK')
    const upgrade = [
      'GET /io?EIO=4&transport=websocket HTTP/1.1',
      'Connection: upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ]
    expect(await answerTo(server.port, [...upgrade, ...hosts])).toMatch(/^HTTP\/1.1 40[03]/)
  })

  it('is left to other listeners if it is not for the handler', async () => {
    const webio = webio_handler(greet, { path: '/tools' })
    const server = createServer((request, response) => {
      webio.middleware(request, response, () => response.writeHead(200).end('others'))
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as AddressInfo
    for (const line of ['GET /health HTTP/1.1', 'TRACE /health HTTP/1.1', 'OPTIONS * HTTP/1.1'])
      expect(await answerTo(port, [line, 'Host: a b'])).toBe('HTTP/1.1 200 OK')
    server.close()
  })
})
