import type { SessionInfo } from '@webio/core'
import { info } from '@webio/core'
import { io } from 'socket.io-client'
import type { TestServer } from './serve'
import { serve } from './serve'
import { onceOptions } from './socket-page'

/** The values of `info` that tasks have read, newest last. */
const read: SessionInfo[] = []
let told = (): void => {}

let server: TestServer
beforeAll(async () => {
  const task = (): void => {
    const { user_agent, user_language, origin, server_host, protocol, request, user } = info
    read.push({ user_agent, user_language, origin, server_host, protocol, request, user } as SessionInfo)
    told()
  }
  server = await serve(task, {
    allowed_origins: ['https://pages.example'],
    authorize: ({ auth }) => ({ name: (auth as { name?: string } | undefined)?.name ?? null }),
  })
})
afterAll(() => server.close())

/** What a task reads whose page sends these headers. */
async function visit(headers: Record<string, string>, auth?: object): Promise<SessionInfo> {
  const came = new Promise<void>((resolve) => (told = resolve))
  const socket = io(server.url, {
    ...onceOptions('websocket'),
    extraHeaders: headers,
    auth: { protocol: 1, app: 'index', params: {}, ...(auth && { auth }) },
  })
  await came
  socket.disconnect()
  return read.at(-1) as SessionInfo
}

describe('info of a connection', () => {
  const [PHONE, TABLET, PC] = [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  ]
  const BOT = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'
  const kind = (is: string) => ({
    is_mobile: is === 'mobile',
    is_tablet: is === 'tablet',
    is_pc: is === 'pc',
    is_bot: is === 'bot',
  })

  it.each([
    ['a phone', PHONE, { ...kind('mobile'), is_touch_capable: true, browser: { family: 'Safari', version: [17, 5], version_string: '17.5' }, os: { family: 'iOS' }, device: { family: 'iPhone', brand: 'Apple' } }],
    ['a tablet', TABLET, { ...kind('tablet'), is_touch_capable: true, device: { family: 'iPad' } }],
    ['a PC', PC, { ...kind('pc'), is_touch_capable: false, browser: { family: 'Chrome', version_string: '126.0.0.0' }, os: { family: 'Windows' } }],
    ['a bot', BOT, kind('bot')],
    ['something else', 'curl/8.5.0', { ...kind(''), os: { family: '' } }],
  ])('parses the user agent of %s', async (_, header, expected) => {
    const { user_agent } = await visit({ 'user-agent': header })
    expect(user_agent).toMatchObject(expected)
    expect(String(user_agent)).toBe(header)
  }) // prettier-ignore

  it('has language, origin, host, request and user', async () => {
    const headers = {
      'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8',
      origin: 'https://pages.example',
      'x-own': 'mine',
    }
    const seen = await visit(headers, { name: 'Ada' })
    expect(seen).toMatchObject({
      user_language: 'zh-CN',
      origin: 'https://pages.example',
      server_host: `127.0.0.1:${server.port}`,
      protocol: 'websocket',
      user: { name: 'Ada' },
    })
    expect(seen.request.headers['x-own']).toBe('mine')
    expect(seen.request.url).toContain('/io')
  })

  it('is empty if a request has no headers', async () => {
    const seen = await visit({ 'user-agent': '' })
    expect([seen.user_language, seen.origin, seen.user_agent.browser.family]).toEqual(['', '', ''])
  })
})
