import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { info, input, put_text } from '@webio/core'
import type { FirstPaint, FirstPaintOptions, HandlerOptions } from '@webio/core/server'
import { webio_handler } from '@webio/core/server'
import { get } from '../support/get'
import { RecordingLogger } from './serve'
import { SocketPage } from './socket-page'

/** A site whose documents contain the first paint of an application. */
async function site(options: HandlerOptions = {}, wanted: Partial<FirstPaintOptions> = {}) {
  const log = new RecordingLogger()
  const seen: unknown[] = []
  const greet = async (params: Record<string, unknown>) => {
    seen.push({ params, user: info.user, protocol: info.protocol, agent: String(info.user_agent) })
    put_text('Hello')
    put_text('You are', await input('Name'), 'by', info.protocol)
  }
  const webio = webio_handler({ greet }, { path: '/webio', logger: log, ...options })
  const server = createServer((request, response) => {
    void webio.firstPaint({ request, app: 'greet', ...wanted }).then(
      (paint) => response.end(JSON.stringify(paint)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  webio.attach(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    log,
    seen,
    webio,
    url,
    document: async (headers: Record<string, string> = {}) =>
      (await (await get(url, { headers })).json()) as FirstPaint | null,
    open: (firstPaint: FirstPaint) =>
      new SocketPage(url, 'websocket', { app: 'greet', firstPaint, path: '/webio/io' }),
    async [Symbol.asyncDispose]() {
      await webio.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

it('[FP1] [FP2] a document starts the session that its page resumes', async () => {
  await using host = await site({}, { params: { id: 7 } })
  const paint = await host.document({ 'user-agent': 'Test/1' })
  expect(host.seen).toEqual([{ params: { id: 7 }, user: null, protocol: 'document', agent: 'Test/1' }])
  await using page = host.open(paint as FirstPaint)
  expect(page.texts).toEqual(['Hello'])
  await page.until(() => page.session.status === 'open')
  const [form] = page.session.tree.forms.keys()
  page.session.send({ type: 'form-submit', form: form ?? 0, values: { data: 'Ada' } })
  await page.until(() => page.texts.length > 1)
  expect([page.texts, host.seen.length]).toEqual([['Hello', 'You are Ada by websocket'], 1])
})

it('[FP4] authorize is called, and only the same user resumes the session', async () => {
  const authorize: HandlerOptions['authorize'] = ({ headers, auth }) => headers['x-user'] ?? auth
  await using host = await site({ authorize })
  expect(await host.document()).toBeNull()
  expect(host.seen).toEqual([])
  const paint = (await host.document({ 'x-user': 'ada' })) as FirstPaint
  expect(host.seen).toMatchObject([{ user: 'ada' }])
  await using page = new SocketPage(host.url, 'websocket', {
    app: 'greet',
    firstPaint: paint,
    path: '/webio/io',
    auth: () => 'eve',
  })
  await page.until(() => page.session.failure !== null)
  expect(page.session.failure).toBe('session_gone')
})

it('[FP4] a full server returns no paint', async () => {
  await using host = await site({ max_sessions: 1 })
  const first = (await host.document()) as FirstPaint
  await using page = host.open(first)
  await page.until(() => page.session.status === 'open')
  expect(await host.document()).toBeNull()
  expect(host.log.of('warn').join()).toContain('server_full')
})

it('an unknown application and a closed handler return no paint', async () => {
  await using host = await site({}, { app: 'missing' })
  expect(await host.document()).toBeNull()
  await host.webio.close()
  expect(await host.webio.firstPaint({ request: new Request(host.url), app: 'greet' })).toBeNull()
})

it('refuses a wait that is not a number of seconds', async () => {
  await using host = await site()
  await expect(host.webio.firstPaint({ request: new Request(host.url), wait: -1 })).rejects.toThrow(
    'firstPaint: wait must be a number of seconds from 0 to 60.',
  )
})
