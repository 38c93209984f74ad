import { describe, expect, it } from '@jest/globals'
import {
  hold,
  input,
  input_group,
  popup,
  put_button,
  put_input,
  put_text,
  run_async,
  sleep,
  step,
} from '@webio/core'
import { ROOT_ID } from '@webio/core/protocol'
import { path_deploy, webio_handler } from '@webio/core/server'
import { get as fetched } from '../support/get'
import { startNodes } from './nodes'
import { RecordingLogger, serve } from './serve'
import { TypingPage, viewOf } from './shared-session'
import { handshake, SocketPage, tryHandshake } from './socket-page'

async function ask(): Promise<string> {
  const name = await input('Name')
  put_text(`Hello ${name}`)
  return name
}

async function get(url: string, init?: RequestInit) {
  const response = await fetched(url, init)
  return { status: response.status, headers: response.headers, text: await response.text() }
}

const request = (path: string) => new Request(`http://localhost${path}`)
const allow = { authorize_metrics: () => true }
/** A request that a proxy on this machine has passed on. */
const forwarded = { headers: { 'x-forwarded-for': '203.0.113.7' } }

describe('probes', () => {
  it('answer everyone, and reveal nothing about the server', async () => {
    await using server = await serve(ask, { authorize: () => null })
    for (const [name, text] of [
      ['live', 'live'],
      ['ready', 'ready'],
    ]) {
      const response = await get(`${server.url}-/${name}`, forwarded)
      expect([response.status, response.text]).toEqual([200, text])
      expect(response.headers.get('cache-control')).toBe('no-store')
    }
    expect((await get(`${server.url}-/other`)).status).toBe(404)
  })

  it('answer a load balancer that uses another host name', async () => {
    await using server = await serve(ask)
    expect((await get(`${server.url}-/ready`, { headers: { host: 'pod.internal' } })).status).toBe(200)
  })

  it('are below the path of a handler', async () => {
    const handler = webio_handler(ask, { path: '/tools', logger: new RecordingLogger() })
    const status = async (path: string) =>
      (await handler.fetch(new Request(`http://localhost${path}`), {}))?.status ?? null
    expect(await status('/tools/-/live')).toBe(200)
    expect(await status('/-/live')).toBeNull()
    await handler.close()
    expect([await status('/tools/-/ready'), await status('/tools/-/live')]).toEqual([503, 200])
  })

  it('are at the root of a folder of applications', async () => {
    const server = await path_deploy(import.meta.dirname, {
      port: 0,
      host: '127.0.0.1',
      logger: new RecordingLogger(),
    })
    expect((await get(`${server.url}-/ready`)).text).toBe('ready')
    expect((await get(`${server.url}-/metrics`)).text).toContain('webio_draining 0')
    await server.close()
  })
})

describe('metrics', () => {
  it('count open, opened and ended sessions', async () => {
    await using server = await serve({ ask }, allow)
    await using first = new SocketPage(server.url, 'websocket', { app: 'ask' })
    await using second = new SocketPage(server.url, 'websocket', { app: 'ask' })
    await first.form()
    await second.form()
    await first.submit({ data: 'Ann' })
    await first.until(() => first.session.tree.closed)
    const response = await get(`${server.url}-/metrics`, forwarded)
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    for (const line of [
      'webio_sessions{app="ask",state="open"} 1',
      'webio_sessions_opened_total{app="ask"} 2',
      'webio_tasks{app="ask"} 1',
      'webio_draining 0',
    ])
      expect(response.text).toContain(`\n${line}\n`)
    expect(response.text).toMatch(/\nnodejs_eventloop_lag_seconds \d/)
    expect(response.text).toMatch(/\nwebio_unread_bytes \d+\n/)
  })

  it('contain the reason for each end, and are computed for each request', async () => {
    await using server = await serve({ ask }, allow)
    const metrics = async () => (await get(`${server.url}-/metrics`)).text
    expect(await metrics()).not.toContain('webio_sessions_ended_total{')
    {
      await using page = new SocketPage(server.url, 'websocket', { app: 'ask' })
      await page.form()
      await page.submit({ data: 'Ann' })
      await page.until(() => page.session.tree.closed)
    }
    const ended = 'webio_sessions_ended_total{app="ask",reason="finished"} 1'
    for (let i = 0; i < 100 && !(await metrics()).includes(ended); i++) continue
    expect(await metrics()).toContain(ended)
    expect(await metrics()).not.toContain('webio_sessions{')
  })

  it('answer programs on this machine only, unless authorize_metrics is set', async () => {
    await using server = await serve(ask)
    expect((await get(`${server.url}-/metrics`)).status).toBe(200)
    const refused = await get(`${server.url}-/metrics`, forwarded)
    expect([refused.status, refused.text.includes('authorize_metrics')]).toEqual([403, true])
  })

  it.each([
    ['null', () => null, 401],
    ['an error', () => Promise.reject(new Error('no directory')), 401],
    ['a redirect', () => Response.redirect('http://localhost/login', 302), 302],
    ['a user', () => ({ name: 'operator' }), 200],
  ])('authorize_metrics that returns %s', async (_, authorize_metrics, status) => {
    await using server = await serve(ask, { authorize_metrics })
    for (const name of ['metrics', 'sessions'])
      expect((await get(`${server.url}-/${name}`, { redirect: 'manual' })).status).toBe(status)
  })
})

describe('the list of sessions', () => {
  it('is closed without authorize_metrics', async () => {
    await using server = await serve(ask)
    expect((await get(`${server.url}-/sessions`)).status).toBe(403)
  })

  it('shows what each session waits for, and never its id or secret', async () => {
    const idle = async () => {
      put_button('Go', () => {})
    }
    const busy = async () => {
      // What is over is not shown.
      await sleep(0)
      await step('first', () => 1)
      run_async(() => step('load', () => new Promise(() => {})))
      await Promise.all([sleep(60), input_group('Order', [input('Size', { name: 'size' })])])
    }
    await using server = await serve(
      { ask, idle, held: hold, busy },
      { ...allow, authorize: () => ({ name: '<b>Ann</b>' }) },
    )
    await using form = new SocketPage(server.url, 'websocket', { app: 'ask' })
    await form.form()
    await using button = new SocketPage(server.url, 'websocket', { app: 'idle' })
    await button.until(() => button.session.tree.nodes.size > 3)
    await using held = new SocketPage(server.url, 'websocket', { app: 'held' })
    await held.until(() => held.welcomes > 0)
    await using doing = new SocketPage(server.url, 'websocket', { app: 'busy' })
    await doing.form()
    const { text } = await get(`${server.url}-/sessions`, { headers: { accept: 'application/json' } })
    const { sessions } = JSON.parse(text) as { sessions: Record<string, unknown>[] }
    expect(sessions.map(({ app, waits_for }) => [app, waits_for])).toEqual([
      ['ask', 'form "Name"'],
      ['idle', 'its visitor'],
      ['held', 'hold()'],
      ['busy', 'form "Order", sleep(60), step("load")'],
    ])
    expect(sessions[0]).toMatchObject({ state: 'open', user: { name: '<b>Ann</b>' }, ip: '127.0.0.1' })
    for (const { id } of server.sessions()) expect(text).not.toContain(id)

    const page = await get(`${server.url}-/sessions`)
    expect(page.text).toContain('4 sessions live in this process.')
    expect(page.text).toContain('data-label="User">&lt;b&gt;Ann&lt;/b&gt;</td>')
    const [, style = ''] = /href="\.\/(assets\/[\w.-]+\.css)"/.exec(page.text) ?? []
    expect((await get(`${server.url}-/${style}`)).status).toBe(200)
    // A Content-Security-Policy of 'self' is enough.
    expect(page.text).not.toMatch(/<script|<style|\sstyle=|\son\w+=|https?:\/\//)
  })

  it('shows an operator the outputs of a session, and nothing that its visitor has typed', async () => {
    const order = async () => {
      put_text('Your <order>')
      put_input('code', { label: 'Code', type: 'password' })
      popup('Terms', 'All sales are final.', { implicit_close: false })
      await input_group('Address', [input('Street', { name: 'street' }), input('Town', { name: 'town' })])
    }
    await using server = await serve({ order }, allow)
    await using page = new SocketPage(server.url, 'websocket', { app: 'order' })
    await page.form()
    const [pin] = page.session.node(ROOT_ID)?.children.slice(1) ?? []
    page.send({ type: 'pin-change', output: pin as number, value: 'very secret' })
    await page.until(() => !page.session.isPending(1))
    const list = await get(`${server.url}-/sessions`)
    const [, link = ''] = /<a href="(sessions\?look=[\w-]+)">order<\/a>/.exec(list.text) ?? []
    const look = await get(`${server.url}-/${link}`)
    expect(look.status).toBe(200)
    expect(look.text).toContain('<pre>Your &lt;order&gt;\nCode</pre>')
    expect(look.text).toContain('<h2>Popups</h2>\n<pre>Terms\nAll sales are final.</pre>')
    expect(look.text).toContain('<h2>Form: Address</h2>\n<pre>Street\nTown</pre>')
    expect(look.text).not.toContain('very secret')
    const asked = await get(`${server.url}-/${link}`, { headers: { accept: 'application/json' } })
    expect(JSON.parse(asked.text)).toMatchObject({
      ...{ app: 'order', text: 'Your <order>\nCode', popups: 'Terms\nAll sales are final.' },
      forms: [{ label: 'Address', fields: ['Street', 'Town'] }],
    })
    expect((await get(`${server.url}-/sessions?look=x`)).status).toBe(404)
  })

  it('shows 200 sessions at a time', async () => {
    const server = webio_handler(ask, { ...allow, path: '/', logger: new RecordingLogger() })
    for (let i = 0; i < 401; i++) server.host.prepare(`app-${i}`)
    const list = async (query: string) => (await server.fetch(request(`/-/sessions${query}`)))?.text()
    const rows = (text = '') => text.match(/<tr role="row"><td/g)?.length
    const first = await list('')
    expect([rows(first), rows(await list('?from=200')), rows(await list('?from=400'))]).toEqual([200, 200, 1])
    expect(first).toContain('<a href="sessions?from=200">Newer sessions</a>')
    expect(first).not.toContain('Older sessions')
    expect(await list('?from=400')).toContain('<a href="sessions?from=200">Older sessions</a>')
    expect(rows(await list('?from=many'))).toBe(200)
    await server.close()
  })

  it('covers all processes of a cluster: names the process of a session, shows the session, and ends it there', async () => {
    await using nodes = await startNodes(2, { ask }, allow)
    const [first, second] = nodes.servers
    await using page = new SocketPage(second?.url ?? '', 'websocket', { app: 'ask' })
    await page.form()
    const url = `${first?.url}-/`
    const { text } = await get(`${url}sessions`)
    const owner = page.session.ticket?.session.slice(0, 8) ?? ''
    expect(text).toContain('1 session lives in 2 processes.')
    expect(text).toContain(`data-label="Process">${owner}</td>`)
    const [, key = ''] = /sessions\?look=([\w.-]+)"/.exec(text) ?? []
    expect((await get(`${url}sessions?look=${key}`)).text).toContain('<h2>Form: Name</h2>')
    const { origin } = new URL(url)
    const body = new URLSearchParams({ close: key })
    await get(`${url}sessions`, { method: 'POST', body, headers: { origin }, redirect: 'manual' })
    expect((await page.until(() => page.session.tree.closed)).reason).toBe('expired')
    expect((await get(`${url}sessions?look=${key}`)).status).toBe(404)
  })

  /** Requests the page in which an operator watches a session live. */
  async function watch(list: string, key: string, headers: Record<string, string> = {}) {
    const { origin } = new URL(list)
    const body = new URLSearchParams({ watch: key })
    const sent = { origin, ...headers }
    return get(list, { method: 'POST', body, headers: sent, redirect: 'manual' })
  }

  it('lets an operator watch a session live, and tells its visitor', async () => {
    await using server = await serve({ ask }, allow)
    await using page = new TypingPage(server.url, 'websocket', { app: 'ask' })
    await page.form()
    const list = `${server.url}-/sessions`
    const [, key = ''] = /sessions\?look=([\w-]+)"/.exec((await get(list)).text) ?? []
    expect((await get(`${list}?look=${key}`)).text).toContain(`<button name="watch" value="${key}"`)
    expect((await watch(list, key, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await watch(list, 'x')).status).toBe(404)
    const { status, headers } = await watch(list, key)
    const location = headers.get('location') ?? ''
    expect([status, location]).toEqual([303, expect.stringMatching(/^\.\.\/\?app=ask#session=/)])
    const [, id = ''] = location.split('#session=')
    await using operator = new TypingPage(server.url, 'websocket', { app: 'ask', view: viewOf({ id }) })
    await operator.is('observer')
    expect(operator.session.mayDrive).toBe(false)
    await page.until(() => page.session.tree.viewers.length === 2)
    page.typed = 'half-ty'
    page.tell()
    await operator.hasDrafts({ data: 'half-ty' })
    await page.submit({ data: 'Ann' })
    await operator.until(() => operator.session.tree.closed)
    expect(operator.texts).toEqual(['Hello Ann'])
    expect((await watch(list, key)).status).toBe(404)
  })

  it('lets an operator watch only the sessions that authorize grants', async () => {
    const authorize = ({ auth }: { auth: unknown }) => (auth === 'Ann' ? auth : null)
    await using server = await serve({ ask }, { ...allow, authorize })
    await using page = new SocketPage(server.url, 'websocket', { app: 'ask', auth: () => 'Ann' })
    await page.form()
    const list = `${server.url}-/sessions`
    const [, key = ''] = /sessions\?look=([\w-]+)"/.exec((await get(list)).text) ?? []
    const [, id = ''] = (await watch(list, key)).headers.get('location')?.split('#session=') ?? []
    const view = viewOf({ id })
    expect(await tryHandshake(server.url, handshake({ app: 'ask', view }))).toBe('unauthorized')
    expect(await tryHandshake(server.url, handshake({ app: 'ask', view, auth: 'Ann' }))).toBe('welcome')
  })

  it('lets an operator watch a session of another process', async () => {
    await using nodes = await startNodes(2, { ask }, allow)
    const [first, second] = nodes.servers.map(({ url }) => url) as [string, string]
    await using page = new SocketPage(second, 'websocket', { app: 'ask' })
    await page.form()
    const list = `${first}-/sessions`
    const [, key = ''] = /sessions\?look=([\w.-]+)"/.exec((await get(list)).text) ?? []
    const [, id = ''] = (await watch(list, key)).headers.get('location')?.split('#session=') ?? []
    await using operator = new TypingPage(first, 'websocket', { app: 'ask', view: viewOf({ id }) })
    await operator.is('observer')
    expect(operator.session.tree.forms.size).toBe(1)
    expect((await watch(list, `${key}x`)).status).toBe(404)
  })

  it('ends a session for an operator, but not for a page of another site', async () => {
    await using server = await serve(ask, allow)
    await using page = new SocketPage(server.url, 'websocket')
    await page.form()
    const list = `${server.url}-/sessions`
    const { text } = await get(list)
    const [, key = ''] = /value="([\w-]+)"/.exec(text) ?? []
    const post = (headers: Record<string, string>) =>
      get(list, { method: 'POST', body: new URLSearchParams({ close: key }), headers, redirect: 'manual' })
    for (const headers of [{}, { origin: 'https://evil.example' }, { origin: 'null' }])
      expect((await post(headers as Record<string, string>)).status).toBe(403)
    const { origin } = new URL(server.url)
    expect((await post({ origin, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    const large = { method: 'POST', body: 'x'.repeat(2000), headers: { origin } }
    expect((await get(list, large)).status).toBe(413)
    expect(server.sessions()).toHaveLength(1)
    const ended = await post({ origin })
    expect([ended.status, ended.headers.get('location')]).toEqual([303, 'sessions'])
    expect((await page.until(() => page.session.tree.closed)).reason).toBe('expired')
    expect((await post({ origin })).status).toBe(303)
  })

  it('refuses other methods', async () => {
    await using server = await serve(ask, allow)
    expect((await get(`${server.url}-/sessions`, { method: 'PUT' })).status).toBe(405)
    expect((await get(`${server.url}-/metrics`, { method: 'POST' })).status).toBe(405)
  })
})

describe('close({ drain })', () => {
  it('lets sessions end, refuses new ones, and resolves after the last one', async () => {
    const server = await serve(ask)
    await using page = new SocketPage(server.url, 'websocket')
    await page.form()
    const closed = server.close({ drain: 600 })
    expect((await get(`${server.url}-/ready`)).status).toBe(503)
    expect((await get(`${server.url}-/live`)).status).toBe(200)
    expect(await tryHandshake(server.url, handshake(), 'websocket')).toBe('server_full')
    await page.submit({ data: 'Ann' })
    const end = await page.until(() => page.session.tree.closed)
    expect([end.reason, end.result]).toEqual(['finished', 'Ann'])
    await closed
  })

  it('accepts a page that reconnects meanwhile', async () => {
    const server = await serve(ask)
    await using page = new SocketPage(server.url, 'websocket')
    await page.form()
    const closed = server.close({ drain: 600 })
    page.socket.io.engine.close()
    await page.until(() => page.welcomes > 1)
    await page.submit({ data: 'Ben' })
    expect((await page.until(() => page.session.tree.closed)).result).toBe('Ben')
    await closed
  })

  it('ends sessions that still run when the time is up', async () => {
    const server = await serve(ask)
    await using page = new SocketPage(server.url, 'websocket')
    await page.form()
    await server.close({ drain: 0.01 })
    expect((await page.until(() => page.session.tree.closed)).reason).toBe('shutdown')
  })

  it('does not wait for sessions in which nothing runs', async () => {
    const server = await serve(() => void put_button('Go', () => {}))
    await using page = new SocketPage(server.url, 'websocket')
    await page.until(() => page.welcomes > 0)
    await server.close({ drain: 600 })
    expect((await page.until(() => page.session.tree.closed)).reason).toBe('shutdown')
  })

  it.each([
    [{ drain: -1 }, 'close: drain must be a number of seconds from 0 to 2147483, not -1.'],
    [{ drain: '5' as never }, 'close: drain must be a number of seconds from 0 to 2147483, not "5".'],
    [{ timeout: Number.NaN }, 'close: timeout must be a number of seconds from 0 to 2147483, not NaN.'],
  ])('refuses %j', async (options, message) => {
    await using server = await serve(ask)
    expect(() => server.close(options)).toThrow(message)
    expect((await get(`${server.url}-/ready`)).status).toBe(200)
  })
})
