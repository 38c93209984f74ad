import type { Server } from 'node:http'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from '@jest/globals'
import { webio_handler } from '@webio/core/server'
import express from 'express'
import { Server as SocketIO } from 'socket.io'
import { io } from 'socket.io-client'
import { RecordingLogger } from './serve'
import { clientOptions, SocketPage } from './socket-page'
import { greet } from './tasks'

const options = { logger: new RecordingLogger() }

async function listening(server: Server): Promise<{ url: string } & AsyncDisposable> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      const down = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await down
    },
  }
}

async function visit(url: string, path: string): Promise<string[]> {
  await using page = new SocketPage(url, 'upgraded', { path })
  await page.submit({ data: 'Bob' })
  await page.until(() => page.session.tree.closed)
  return page.texts
}

/** The response to an HTTP upgrade: a status, or the end of the connection. */
function upgrade(url: string): Promise<number | string> {
  return new Promise((resolve) => {
    const asked = request(url, { headers: { connection: 'upgrade', upgrade: 'other' } })
    asked.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve(response.statusCode ?? 0)
    })
    asked.on('response', (response) => resolve(response.resume().statusCode ?? 0))
    asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''))
    asked.end()
  })
}

describe.each(['before', 'after'])('attached %s all other listeners', (order) => {
  it('does not affect Express, another Socket.IO and another upgrade handler', async () => {
    const webio = webio_handler(greet, { path: '/tools/webio', ...options })
    const app = express()
    app.use(webio.middleware)
    app.get('/hello', (_request, response) => void response.send('hello'))
    const http = createServer()
    if (order === 'before') webio.attach(http)
    http.on('request', app)
    const other = new SocketIO(http)
    other.on('connection', (socket) => void socket.emit('greeting', 'other'))
    http.on('upgrade', (asked, socket) => {
      if (asked.url === '/mine')
        socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: other\r\n\r\n')
    })
    if (order === 'after') webio.attach(http)
    await using server = await listening(http)

    expect(await visit(server.url, '/tools/webio/io')).toEqual(['hi', 'Hello Bob'])
    expect(await (await fetch(`${server.url}/hello`)).text()).toBe('hello')
    expect((await fetch(`${server.url}/none`)).status).toBe(404)
    expect((await fetch(`${server.url}/tools/webio?app=none`)).status).toBe(200)
    expect(await upgrade(`${server.url}/mine`)).toBe(101)
    const socket = io(server.url, { ...clientOptions('websocket', '/socket.io'), addTrailingSlash: true })
    expect(await new Promise((resolve) => socket.on('greeting', resolve))).toBe('other')
    socket.disconnect()
    await webio.close()
    expect(await (await fetch(`${server.url}/hello`)).text()).toBe('hello')
    await other.close()
  })
})

it('two handlers work in one server', async () => {
  const first = webio_handler(greet, { path: '/one', ...options })
  const second = webio_handler(greet, { path: '/two', ...options })
  const http = createServer((asked, response) =>
    first.middleware(asked, response, () => second.middleware(asked, response)),
  )
  first.attach(http)
  second.attach(http)
  await using server = await listening(http)
  expect(await visit(server.url, '/one/io')).toEqual(['hi', 'Hello Bob'])
  expect(await visit(server.url, '/two/io')).toEqual(['hi', 'Hello Bob'])
  expect(await upgrade(`${server.url}/three`)).toBe(404)
  await first.close()
  expect(await visit(server.url, '/two/io')).toEqual(['hi', 'Hello Bob'])
  await second.close()
})

it('a middleware that is mounted at its path answers', async () => {
  const webio = webio_handler({ one: greet }, { path: '/webio', ...options })
  const app = express().use('/webio', webio.middleware)
  await using server = await listening(createServer(app))
  expect(await (await fetch(`${server.url}/webio`)).text()).toContain('?app=one')
  expect((await fetch(`${server.url}/webio/none`)).status).toBe(404)
  await webio.close()
})

it('single requests can be passed to a handler, as in Next', async () => {
  const webio = webio_handler(greet, options)
  const http = createServer((asked, response) => {
    if (webio.isSocketRequest(asked.url)) webio.handleRequest(asked, response)
    else response.end('mine')
  })
  http.on('upgrade', (asked, socket, head) => webio.handleUpgrade(asked, socket, head))
  await using server = await listening(http)
  expect(await visit(server.url, '/webio/io')).toEqual(['hi', 'Hello Bob'])
  await webio.close()
})
