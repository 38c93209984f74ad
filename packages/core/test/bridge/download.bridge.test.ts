import { createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { get } from 'node:http'
import { parse } from 'content-disposition'
import { download, hold, input, on_event } from '@webio/core'
import type { FileContent } from '../../src/index'
import type { DownloadCommand } from '../../src/protocol/commands'
import type { TestServer } from './serve'
import { serve } from './serve'
import { SocketPage } from './socket-page'
import { tcpProxy } from './tcp-proxy'

const NAMES = [
  'report.pdf',
  'two words.txt',
  'quote"and\\back.txt',
  'Müller & Söhne.csv',
  '报告.xlsx',
  'تقرير.pdf',
  'отчёт.docx',
  '👩‍👩‍👧 family.png',
  '100%.txt',
]

/** A server whose task offers one file, its page, and the URL of the file. */
interface Offer extends AsyncDisposable {
  readonly server: TestServer
  readonly page: SocketPage
  readonly url: string
  readonly session: string
}

async function offer(name: string, content: () => FileContent): Promise<Offer> {
  const server = await serve(async () => {
    download(name, content())
    await hold()
  })
  const page = new SocketPage(server.url, 'websocket')
  const command = await page.until(() => offersOf(page)[0])
  const session = page.session.ticket?.session ?? ''
  return {
    server,
    page,
    session,
    url: `${server.url}files/${session}/${command.token}`,
    async [Symbol.asyncDispose]() {
      await page[Symbol.asyncDispose]()
      await server.close()
    },
  }
}

function offersOf(page: SocketPage): DownloadCommand[] {
  return page.transients.filter((command): command is DownloadCommand => command.type === 'download')
}

const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer())

describe('[F3] a downloaded file', () => {
  it.each(NAMES)('keeps its name: %s', async (name) => {
    await using given = await offer(name, () => 'x')
    const { headers } = await fetch(given.url)
    const { type, parameters } = parse(headers.get('content-disposition') ?? '')
    expect({ type, name: parameters['filename'] }).toEqual({
      type: 'attachment',
      name: name.replaceAll(/[\\"]/g, '_'),
    })
  })

  it.each([
    ['../../etc/passwd', '.._.._etc_passwd'],
    ['a\r\nset-cookie: x', 'a__set-cookie_ x'],
    ['gpj.\u202eexe', 'gpj._exe'],
    ['half \ud83d', 'half _'],
    ['..', '_'],
  ])('gets a harmless name: %j', async (name, safe) => {
    await using given = await offer(name, () => 'x')
    const { headers } = await fetch(given.url)
    expect(parse(headers.get('content-disposition') ?? '').parameters['filename']).toBe(safe)
    expect(headers.get('set-cookie')).toBeNull()
  })

  it('is never rendered, no matter what it contains', async () => {
    await using given = await offer('a.html', () => '<script>alert(1)</script>')
    const { headers } = await fetch(given.url)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, no-store',
      'content-length': '25',
    })
  })

  it('arrives unchanged, no matter how large', async () => {
    const bytes = randomBytes(20_000_000)
    await using given = await offer('a.bin', () => bytes)
    const received = await bytesOf(await fetch(given.url))
    expect(createHash('sha256').update(received).digest('hex')).toBe(
      createHash('sha256').update(bytes).digest('hex'),
    )
  })
})

describe('[F1] a token', () => {
  it('gives read access to a file of its own session while the session is open', async () => {
    await using given = await offer('a', () => 'x')
    await using other = new SocketPage(given.server.url, 'websocket')
    const { token } = await other.until(() => offersOf(other)[0])
    const statusOf = async (url: string, init?: RequestInit): Promise<number> =>
      (await fetch(url, init)).status
    expect(await statusOf(`${given.server.url}files/${given.session}/${token}`)).toBe(404)
    expect(await statusOf(`${given.server.url}files/${given.session}/`)).toBe(404)
    expect(await statusOf(`${given.url}x`)).toBe(404)
    expect(await statusOf(`${given.url}/x`)).toBe(404)
    expect(await statusOf(`${given.server.url}files/nobody/${token}`)).toBe(404)
    expect(await statusOf(given.url, { method: 'POST', body: 'x' })).toBe(405)
    expect(await statusOf(given.url)).toBe(200)
    const [session] = given.server.sessions()
    given.page.session.leave()
    await session?.run(() => hold())
    expect(await statusOf(given.url)).toBe(404)
  })

  it('[F2] cannot be used by a page of another origin', async () => {
    await using given = await offer('a', () => 'x')
    const foreign = await fetch(given.url, { headers: { origin: 'https://evil.example' } })
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([403, null])
    const { origin } = new URL(given.url)
    const own = await fetch(given.url, { headers: { origin } })
    expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([200, origin])
  })
})

describe('[F4] parts', () => {
  const TEXT = '0123456789'

  it.each([
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=4-', 206, '456789', 'bytes 4-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=5-3', 416, '', 'bytes */10'],
    ['bytes=-0', 416, '', 'bytes */10'],
    ['bytes=0-1,3-4', 200, TEXT, null],
    ['bytes=-', 200, TEXT, null],
    ['lines=1-2', 200, TEXT, null],
  ])('%s', async (range, status, text, contentRange) => {
    await using given = await offer('a', () => new Blob([TEXT]))
    const response = await fetch(given.url, { headers: { range } })
    expect([response.status, await response.text(), response.headers.get('content-range')]).toEqual([
      status,
      text,
      contentRange,
    ])
  })

  it('are sent to a client that has the beginning of the same file', async () => {
    await using given = await offer('a', () => TEXT)
    const tag = (await fetch(given.url)).headers.get('etag') ?? ''
    const ask = async (ifRange: string): Promise<string> =>
      (await fetch(given.url, { headers: { range: 'bytes=8-', 'if-range': ifRange } })).text()
    expect([await ask(tag), await ask('"other"')]).toEqual(['89', TEXT])
  })

  it('are not available for a stream, which can be read only once', async () => {
    async function* stream(): AsyncGenerator<string> {
      yield await Promise.resolve(TEXT)
    }
    await using given = await offer('a', stream)
    const head = await fetch(given.url, { method: 'HEAD' })
    expect([head.status, head.headers.get('accept-ranges')]).toEqual([200, null])
    const first = await fetch(given.url, { headers: { range: 'bytes=8-' } })
    expect([first.status, await first.text()]).toEqual([200, TEXT])
    expect((await fetch(given.url)).status).toBe(410)
  })
})

/** Begins a download whose reader is as slow as the test requires. */
function begin(url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => get(url, { agent: false }, resolve).on('error', reject))
}

describe('[F5] a slow reader', () => {
  const PIECE = new Uint8Array(1_000_000)

  it('makes the source wait', async () => {
    let produced = 0
    async function* source(): AsyncGenerator<Uint8Array> {
      for (; produced < 100; produced++) yield await Promise.resolve(PIECE)
    }
    await using given = await offer('a', source)
    const response = await begin(given.url)
    response.pause()
    // More could have been read in each of these turns.
    for (let turns = 0; turns < 100; turns++) await fetch(`${given.server.url}files/`)
    expect(produced).toBeLessThan(50)
    let received = 0
    for await (const chunk of response) received += (chunk as Buffer).length
    expect([produced, received]).toEqual([100, 100 * PIECE.length])
  })

  it('that disconnects releases the source', async () => {
    let letGo = (): void => {}
    const isLetGo = new Promise<void>((resolve) => (letGo = resolve))
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield await Promise.resolve(PIECE)
      } finally {
        letGo()
      }
    }
    await using given = await offer('a', source)
    const response = await begin(given.url)
    response.destroy()
    await isLetGo
  })
})

it('[R3] a download starts once, no matter which connection is cut and when', async () => {
  await using server = await serve(async () => {
    on_event('go', (n) => download(String(n), 'x'))
    await input('x')
  })
  await using proxy = await tcpProxy(server.port)
  await using page = new SocketPage(proxy.url, 'websocket')
  await page.form()
  for (let n = 1; n <= 3; n++) {
    page.send({ type: 'app-event', name: 'go', data: n })
    proxy.cut()
    proxy.mend()
  }
  await page.until(() => offersOf(page).length >= 3 && page.session.status === 'open')
  page.send({ type: 'app-event', name: 'go', data: 4 })
  await page.until(() => offersOf(page).at(-1)?.name === '4')
  expect(offersOf(page).map(({ name }) => name)).toEqual(['1', '2', '3', '4'])
})
