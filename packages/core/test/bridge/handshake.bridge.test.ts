import { describe, expect, it } from '@jest/globals'
import { hold, info, put_text } from '@webio/core'
import { io } from 'socket.io-client'
import { silentPage } from './raw-web-socket'
import { serve } from './serve'
import type { Wire } from './socket-page'
import { clientOptions, handshake, SocketPage, tryHandshake, WIRES } from './socket-page'
import { deferred, greet } from './tasks'

describe.each(Object.keys(WIRES) as Wire[])('a handshake over %s is refused', (wire) => {
  it.each([
    ['[H1] of another version', handshake({ protocol: 2 }), 'version_mismatch'],
    ['[H2] for a missing application', handshake({ app: 'other' }), 'app_not_found'],
    ['[H2] without any content', {}, 'bad_handshake'],
    ['[H2] with a list instead of parameters', { ...handshake(), params: [1] }, 'bad_handshake'],
    ['[H2] with an invalid resume', { ...handshake(), resume: { session: 1 } }, 'bad_handshake'],
    [
      '[H5] for a missing session',
      handshake({ resume: { session: 'a', secret: 'b', seen: 0 } }),
      'session_gone',
    ],
  ])('%s', async (_what, auth, code) => {
    await using server = await serve(greet)
    expect(await tryHandshake(server.url, auth, wire)).toBe(code)
    expect(server.sessions()).toEqual([])
  })
})

describe('resuming a session', () => {
  it.each([
    ['with another secret', { secret: 'x'.repeat(24) }, {}],
    ['with no secret', { secret: '' }, {}],
    ['as another user', {}, { auth: { user: 'eve' } }],
    ['as another application', {}, { app: 'second' }],
  ])('[H5] %s is refused with session_gone', async (_what, resume, changes) => {
    await using server = await serve(
      { index: greet, second: greet },
      { authorize: ({ auth }) => (auth as { user: string } | undefined)?.user ?? null },
    )
    await using page = new SocketPage(server.url, 'websocket', { auth: () => ({ user: 'ann' }) })
    await page.form()
    const ticket = page.session.ticket
    if (!ticket) throw new Error('no ticket')
    const auth = handshake({ auth: { user: 'ann' }, resume: { ...ticket, seen: 0, ...resume }, ...changes })
    expect(await tryHandshake(server.url, auth)).toBe('session_gone')
    // The attached page is not disturbed.
    await page.submit({ data: 'Ann' })
    await page.until(() => page.session.tree.closed)
  })

  it('[H5] with the number of a batch that was never sent returns a snapshot', async () => {
    await using server = await serve(greet)
    const page = new SocketPage(server.url, 'websocket')
    await page.form()
    const ticket = page.session.ticket
    await page[Symbol.asyncDispose]()
    const socket = io(server.url, {
      ...clientOptions('websocket'),
      auth: handshake({
        resume: { session: ticket?.session ?? '', secret: ticket?.secret ?? '', seen: 2 ** 52 },
      }) as never,
    })
    const batch = await new Promise<{ reset?: boolean }>((resolve) =>
      socket.on('message', (message: { type: string }) => {
        if (message.type === 'batch') resolve(message as { reset?: boolean })
      }),
    )
    socket.disconnect()
    expect(batch.reset).toBe(true)
  })
})

describe('authorize', () => {
  it('receives the request and the page’s data, and determines the user', async () => {
    const asked: unknown[] = []
    await using server = await serve(
      () => {
        put_text(JSON.stringify(info.user))
        return hold()
      },
      {
        authorize: async ({ url, headers, auth, ip }) => {
          asked.push({ path: url.split('?')[0], host: typeof headers['host'], auth, ip })
          return { name: 'ann' }
        },
      },
    )
    await using page = new SocketPage(server.url, 'websocket', { auth: () => ({ token: 't' }) })
    expect(await page.until(() => page.texts[0])).toBe('{"name":"ann"}')
    expect(asked).toEqual([{ path: '/io', host: 'string', auth: { token: 't' }, ip: '127.0.0.1' }])
  })

  it.each([
    ['gives null', () => null],
    ['gives nothing', () => undefined],
    ['gives false', () => false],
    ['resolves to null', async () => null],
  ])('that %s refuses', async (_what, authorize) => {
    await using server = await serve(greet, { authorize })
    expect(await tryHandshake(server.url, handshake())).toBe('unauthorized')
    expect((await fetch(server.url)).status).toBe(401)
    expect(server.sessions()).toEqual([])
  })

  it.each([
    ['throws', () => { throw new Error('no database') }], // prettier-ignore
    ['rejects', async () => Promise.reject(new Error('no database'))],
  ])('that %s refuses, and the log says so', async (_what, authorize) => {
    await using server = await serve(greet, { authorize })
    expect(await tryHandshake(server.url, handshake())).toBe('unauthorized')
    expect(server.log.of('error')).toEqual([expect.stringContaining('no database')])
  })

  it('runs again when a page resumes its session', async () => {
    let allowed = true
    await using server = await serve(greet, { authorize: () => (allowed ? 'ann' : null) })
    const page = new SocketPage(server.url, 'websocket')
    await page.form()
    const ticket = page.session.ticket ?? undefined
    await page[Symbol.asyncDispose]()
    allowed = false
    await using after = new SocketPage(server.url, 'websocket', { ticket })
    await after.until(() => after.session.failure)
    expect(after.session.failure).toBe('unauthorized')
  })
})

describe('sessions that do not start', () => {
  it('[H2] a full server refuses, and accepts the next page when a session has ended', async () => {
    await using server = await serve(greet, { max_sessions: 1 })
    const page = new SocketPage(server.url, 'websocket')
    await page.form()
    expect(await tryHandshake(server.url, handshake())).toBe('server_full')
    page.session.leave()
    await gone(server)
    expect(await tryHandshake(server.url, handshake())).toBe('welcome')
  })

  it('a page that vanishes while authorize runs leaves nothing behind', async () => {
    const asked = deferred()
    const answer = deferred<string>()
    await using server = await serve(greet, {
      authorize: () => {
        asked.resolve()
        return answer.promise
      },
    })
    const socket = silentPage(server.port, handshake())
    await asked.promise
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.destroy()
    await closed
    // Once the server has answered a later connection, it has seen the end of this one.
    expect((await fetch(`${server.url}nothing`)).status).toBe(404)
    answer.resolve('ann')
    expect(await tryHandshake(server.url, handshake())).toBe('welcome')
    expect(server.sessions().filter(({ app }) => app === 'index').length).toBeLessThanOrEqual(1)
  })

  it('a connection that asks for a second session while the first one is being authorized gets only one', async () => {
    const asked = deferred()
    const answer = deferred<string>()
    let asks = 0
    await using server = await serve(greet, {
      authorize: () => {
        asks++
        asked.resolve()
        return answer.promise
      },
    })
    const socket = silentPage(server.port, handshake(), handshake())
    await asked.promise
    // Once the server has answered later requests, it has read the second handshake.
    for (let i = 0; i < 3; i++) await fetch(`${server.url}nothing`)
    answer.resolve('ann')
    while (server.sessions().length === 0) await fetch(`${server.url}nothing`)
    socket.destroy()
    expect([asks, server.sessions().length]).toEqual([1, 1])
  })

  it('one connection gets one session', async () => {
    await using server = await serve(greet)
    const answer = await new Promise<string>((resolve) => {
      const socket = io(server.url, { ...clientOptions('websocket'), auth: handshake() as never })
      socket.on('message', (message: { type: string }) => {
        if (message.type === 'welcome') socket.io.engine.write(`0${JSON.stringify(handshake())}`)
      })
      socket.on('disconnect', (reason) => {
        socket.disconnect()
        resolve(reason)
      })
    })
    expect(answer).toBe('transport close')
    expect(server.sessions().length).toBeLessThanOrEqual(1)
  })
})

/** Resolves when the server has no session. It finds out by connecting, so that it need not guess a time. */
async function gone(server: { sessions(): unknown[]; url: string }): Promise<void> {
  while (server.sessions().length > 0) await fetch(`${server.url}nothing`)
}
