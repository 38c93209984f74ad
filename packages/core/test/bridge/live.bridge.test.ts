import { spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from '@jest/globals'
import { defer_call, flush, hold, input, local, put_text, SessionClosedException } from '@webio/core'
import { start_server, webio_handler } from '@webio/core/server'
import { RecordingLogger, serve } from './serve'
import { handshake, SocketPage, tryHandshake } from './socket-page'
import { deferred, greet } from './tasks'

describe('sessions()', () => {
  it('lists the open sessions, and runs functions inside them', async () => {
    await using server = await serve({
      index: () => {
        local['visits'] = 1
        return hold()
      },
    })
    await using first = new SocketPage(server.url, 'websocket')
    await using second = new SocketPage(server.url, 'websocket')
    await Promise.all([first, second].map((page) => page.until(() => page.session.status === 'open')))
    const [live] = server.sessions().filter(({ id }) => id === first.session.ticket?.session)
    expect(server.sessions()).toHaveLength(2)
    expect(live).toMatchObject({ app: 'index', local: { visits: 1 } })
    expect(live?.info.user_agent.is_pc).toBe(false)
    expect(await live?.run(async () => (put_text('from outside'), 42))).toBe(42)
    await first.until(() => first.texts.includes('from outside'))
    expect(second.texts).toEqual([])
    await expect(live?.run(() => { throw new Error('mine') })).rejects.toThrow('mine') // prettier-ignore
    const asked = live?.run(() => input('Still there?'))
    const refused = expect(asked).rejects.toBeInstanceOf(SessionClosedException)
    await first.form()
    first.session.leave()
    await refused
    await expect(live?.run(() => 1)).rejects.toBeInstanceOf(SessionClosedException)
    expect(server.log.of('error')).toEqual([])
  })
})

describe('broadcasting', () => {
  it('reaches every session of an application, and no other, from a timer', async () => {
    await using server = await serve({ news: () => hold(), other: () => hold() })
    await using first = new SocketPage(server.url, 'websocket', { app: 'news' })
    await using second = new SocketPage(server.url, 'websocket', { app: 'news' })
    await using third = new SocketPage(server.url, 'websocket', { app: 'other' })
    await Promise.all([first, second, third].map((page) => page.until(() => page.session.status === 'open')))
    setTimeout(() => {
      for (const session of server.sessions()) {
        if (session.app === 'news') void session.run(() => put_text('news'))
      }
    }, 0)
    await Promise.all([first, second].map((page) => page.until(() => page.texts.includes('news'))))
    const run = server.sessions().map((session) => session.run(async () => (put_text('all'), flush())))
    await Promise.all(run)
    expect([first.texts, second.texts, third.texts]).toEqual([['news', 'all'], ['news', 'all'], ['all']])
  })
})

describe('setApplications', () => {
  it('gives new sessions new code, and does not affect open ones', async () => {
    const webio = webio_handler({ index: greet }, { path: '', logger: new RecordingLogger() })
    const http = (await import('node:http')).createServer()
    webio.attach(http)
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
    await using before = new SocketPage(url, 'websocket')
    await before.form()
    webio.setApplications({ index: () => void put_text('new') })
    await using after = new SocketPage(url, 'websocket')
    await after.until(() => after.session.tree.closed)
    await before.submit({ data: 'Bob' })
    await before.until(() => before.session.tree.closed)
    expect([before.texts, after.texts]).toEqual([['hi', 'Hello Bob'], ['new']])
    await webio.close()
    await new Promise((resolve) => http.close(resolve))
  })
})

describe('close()', () => {
  it.each(['websocket', 'polling', 'upgraded'] as const)(
    'notifies pages over %s, runs deferred functions, and frees the port',
    async (wire) => {
      const order: string[] = []
      const deferredMayEnd = deferred()
      const server = await serve(async () => {
        defer_call(async () => {
          await deferredMayEnd.promise
          order.push('deferred')
        })
        await input('Name')
      })
      await using page = new SocketPage(server.url, wire)
      await page.form()
      const closed = server.close().then(() => order.push('closed'))
      await page.until(() => page.session.tree.closed)
      expect(page.session.tree.closed?.reason).toBe('shutdown')
      expect(await tryHandshake(server.url, handshake())).not.toBe('welcome')
      deferredMayEnd.resolve()
      await closed
      expect(order).toEqual(['deferred', 'closed'])
      expect(server.close()).toBe(server.close())
      const again = await start_server(greet, {
        port: server.port,
        host: '127.0.0.1',
        logger: new RecordingLogger(),
      })
      await again.close()
    },
  )
})

it('lets a polling page close its connection at the end of its session, so no request of the page fails', async () => {
  await using server = await serve(() => void put_text('all'))
  const url = `${server.url}io?EIO=4&transport=polling`
  const opening = await (await fetch(url)).text()
  const { sid } = JSON.parse(opening.slice(1)) as { sid: string }
  const post = async (body: string) => (await fetch(`${url}&sid=${sid}`, { method: 'POST', body })).text()
  await post(`40${JSON.stringify(handshake())}`)
  let received = ''
  while (!received.includes('\x1e41')) {
    const news = await (await fetch(`${url}&sid=${sid}`)).text()
    for (const [, n] of news.matchAll(/"batch","n":(\d+)/g))
      await post(`42["message",{"type":"seen","n":${n}}]`)
    received += `\x1e${news}`
  }
  const poll = fetch(`${url}&sid=${sid}`)
  expect(await post('1')).toBe('ok')
  await (await poll).text()
})

describe('close({ timeout })', () => {
  it('stops waiting for deferred functions, and logs that', async () => {
    const server = await serve(() => {
      defer_call(() => new Promise(() => {}))
      return hold()
    })
    await using page = new SocketPage(server.url, 'websocket')
    await page.until(() => page.session.status === 'open')
    await server.close({ timeout: 0.05 })
    expect(server.log.of('warn')).toEqual([
      '[webio] deferred functions have taken more than 0.05 s. The server does not wait for them.',
    ])
  })

  it('accepts only a number of seconds', async () => {
    await using server = await serve(greet)
    const webio = webio_handler(greet)
    expect(() => webio.close({ timeout: 'soon' as never })).toThrow(
      'close: timeout must be a number of seconds from 0 to 2147483, not "soon".',
    )
    expect(() => webio.close({ timeout: -1 })).toThrow(RangeError)
    expect(() => server.close({ timeout: NaN })).toThrow(RangeError)
    expect((await fetch(server.url)).status).toBe(200)
    await webio.close()
  })
})

describe('an unavailable port', () => {
  it('is reported with a fix', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const { port } = taken.address() as AddressInfo
    await expect(start_server(greet, { port, host: '127.0.0.1' })).rejects.toThrow(
      `start_server: port ${port} is in use. Stop what listens on it, or choose another`,
    )
    await new Promise((resolve) => taken.close(resolve))
  })
})

describe('an uncaught exception', () => {
  /** Runs a program with the guard in a separate process. */
  function run(body: string, ...flags: string[]) {
    const guard = require.resolve('../../src/server/process/session-exception-guard.ts')
    const errors = require.resolve('../../src/errors.ts')
    const program = `
      require('esbuild-register/dist/node').register()
      const { installSessionExceptionGuard } = require(${JSON.stringify(guard)})
      const { SessionClosedException } = require(${JSON.stringify(errors)})
      installSessionExceptionGuard({ debug: (text) => console.log('debug', text) })
      installSessionExceptionGuard({ debug: () => console.log('twice') })
      ${body}`
    const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, '-e', program], {
      encoding: 'utf8',
    })
    return { status, stdout, stderr }
  }

  it.each([
    ['in a timer', 'setTimeout(() => { throw new SessionClosedException() })'],
    ['in a floating promise', 'void Promise.reject(new SessionClosedException())'],
  ])('of a session that has ended, %s, is only logged', (_what, body) => {
    const { status, stdout, stderr } = run(`${body}; setTimeout(() => console.log('alive'), 20)`)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^debug .*\nalive\n$/)
  })

  it.each([
    ['thrown', "setTimeout(() => { throw new Error('mine') })"],
    ['rejected', "void Promise.reject(new Error('mine'))"],
  ])('of another kind, %s, ends the process as it does in Node', (_what, body) => {
    const { status, stdout, stderr } = run(`${body}; setTimeout(() => console.log('alive'), 20)`)
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain('Error: mine\n    at ')
  })

  describe('in code of a task that nobody awaits', () => {
    const HOST = require.resolve('../support/raw-page.ts')
    const INDEX = require.resolve('../../src/index.ts')

    /** Runs a task in a process with the guard, opens its page, and returns what the page received. */
    function runTask(task: string, options = '{}') {
      return run(`
        const w = require(${JSON.stringify(INDEX)})
        const { hostOf, RawPage } = require(${JSON.stringify(HOST)})
        const logger = { debug() {}, info() {}, warn() {}, error: (text, error) => console.log(text, error.message) }
        const page = new RawPage(hostOf({ index: ${task} }, { logger, ...${options} }))
        page.connect()
        setTimeout(() => {
          const commands = page.batches.flatMap((batch) => batch.commands)
          console.log(JSON.stringify(commands.filter(({ type }) => type === 'notice').map(({ code }) => code)), page.session.isClosed)
        }, 100)`)
    }

    it.each([
      ['a timer', `() => { setTimeout(() => { throw new Error('mine') }); return w.hold() }`],
      ['a promise that nobody awaits', `() => { void Promise.reject(new Error('mine')); return w.hold() }`],
      [
        'an emitter',
        `() => { setTimeout(() => new (require('node:events'))().emit('error', new Error('mine'))); return w.hold() }`,
      ],
      [
        'use_scope without await',
        `() => { w.use_scope('s', async () => { await null; throw new Error('mine') }); return w.hold() }`,
      ],
      [
        'enter without await',
        `() => { w.put_collapse('s').enter(async () => { await null; throw new Error('mine') }); return w.hold() }`,
      ],
    ])(
      '%s: is reported once, like an error in a callback of its session, and everything continues',
      (_what, task) => {
        const { status, stdout, stderr } = runTask(task)
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
        expect(stdout.split('\n')).toEqual([
          '[webio] a callback task of application "index" failed: mine',
          '["task_failed"] false',
          '',
        ])
      },
    )

    it('a listener of closed_signal: is logged', () => {
      const { status, stdout } = runTask(
        `() => { w.closed_signal().addEventListener('abort', () => { throw new Error('mine') }) }`,
      )
      expect(status).toBe(0)
      expect(stdout).toContain('[webio] a callback task of application "index" failed: mine')
    })

    it('a Proxy whose traps throw: ends only that session', () => {
      const { status, stdout } = runTask(
        `() => { setTimeout(() => { throw new Proxy({}, { get() { throw new Error('trap') } }) }); return w.hold() }`,
      )
      expect([status, stdout]).toEqual([
        0,
        '[webio] a callback task of application "index" failed: The thrown value cannot be read.\n["task_failed"] false\n',
      ])
    })

    it('ends the process if the session does not accept stray errors', () => {
      const { status, stderr } = runTask(
        `() => { setTimeout(() => { throw new Error('mine') }); return w.hold() }`,
        '{ takesStrayErrors: false }',
      )
      expect(status).toBe(1)
      expect(stderr).toContain('Error: mine\n    at ')
    })
  })

  it('of another kind is left to other listeners', () => {
    const { status, stdout } = run(
      "process.on('uncaughtException', (error) => console.log('theirs', error.message)); setTimeout(() => { throw new Error('mine') })",
    )
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'theirs mine\n' })
  })

  it('respects --unhandled-rejections if it is a rejection', () => {
    const { status } = run("void Promise.reject(new Error('mine'))", '--unhandled-rejections=warn')
    expect(status).toBe(0)
  })
})
