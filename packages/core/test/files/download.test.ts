import type { FileContent } from '../../src/index'
import { download, hold, input, put_file, put_text } from '../../src/index'
import { open_app } from '../../src/testing/index'
import { thrown, turn } from '../support/app'
import { FakeClock } from '../support/fake-clock'
import { hostOf, RawPage } from '../support/raw-page'

const bad = (value: unknown): never => value as never

async function* pieces(): AsyncGenerator<Uint8Array | string> {
  yield 'a ä '
  yield await Promise.resolve(new Uint8Array([0xf0, 0x9f, 0x98, 0x80]))
}

const streamOf = (text: string): ReadableStream<Uint8Array> =>
  new Blob([text]).stream() as ReadableStream<Uint8Array>

describe('download', () => {
  it.each<[string, () => FileContent, string]>([
    ['a text', () => 'a ä 😀', 'a ä 😀'],
    ['nothing', () => '', ''],
    ['bytes', () => new TextEncoder().encode('a ä 😀'), 'a ä 😀'],
    ['more than one chunk', () => 'x'.repeat(600_001), 'x'.repeat(600_001)],
    ['a Blob', () => new Blob(['a ä', ' 😀']), 'a ä 😀'],
    ['a stream', () => streamOf('a ä 😀'), 'a ä 😀'],
    ['an async generator', pieces, 'a ä 😀'],
  ])('gives %s to the page, byte for byte', async (_, content, text) => {
    const t = await open_app(() => download('a.txt', content()))
    expect(t.downloads.map(({ name }) => name)).toEqual(['a.txt'])
    expect(new TextDecoder().decode(await t.downloads[0]?.content)).toBe(text)
  })

  it('keeps the order of the calls', async () => {
    const t = await open_app(async () => {
      download('1', 'one')
      put_text('shown')
      download('2', 'two')
      await input('x')
    })
    expect(t.downloads.map(({ name }) => name)).toEqual(['1', '2'])
  })

  it('[F5] does not end with its task until the page has fetched the file', async () => {
    let release = (): void => {}
    const slow = async function* (): AsyncGenerator<string> {
      yield 'begun'
      await new Promise<void>((resolve) => (release = resolve))
    }
    const t = await open_app(() => {
      download('a', slow())
      return 'done'
    })
    await t.until(() => t.downloads.length === 1)
    await t.settle()
    expect(t.closed).toBe(false)
    release()
    await t.downloads[0]?.content
    await t.until(() => t.closed)
    expect(t.result).toBe('done')
  })

  it('[F5] expires if it is not fetched after ten minutes, and then no longer keeps the session open', async () => {
    const clock = new FakeClock()
    const page = new RawPage(hostOf(() => download('a', 'text'), { clock, reconnectTimeout: 10_000 }))
    page.connect()
    await turn()
    const { downloads } = page.session.files
    const { token = '' } = page.batches
      .flatMap(({ commands }) => commands)
      .find(({ type }) => type === 'download') as { token?: string }
    clock.advance(599)
    expect([downloads.find(token)?.name, page.session.isClosed]).toEqual(['a', false])
    clock.advance(1)
    expect([downloads.find(token), page.session.isClosed]).toEqual([null, true])
  })

  it('ends with the session, and leaves no timer behind', async () => {
    const clock = new FakeClock()
    const page = new RawPage(hostOf(() => download('a', 'text'), { clock }))
    page.connect()
    await turn()
    const { token = '' } = page.batches
      .flatMap(({ commands }) => commands)
      .find(({ type }) => type === 'download') as { token?: string }
    const { downloads } = page.session.files
    expect(downloads.find(token)).not.toBeNull()
    page.say({ type: 'leave' })
    expect([downloads.find(token), clock.waiting]).toEqual([null, 0])
  })

  it('[F5] stays available for one more minute after a complete transfer', async () => {
    const clock = new FakeClock()
    const page = new RawPage(
      hostOf(() => (download('a', 'text'), hold()), { clock, reconnectTimeout: 10_000 }),
    )
    page.connect()
    await turn()
    const { downloads } = page.session.files
    const { token = '' } = page.batches
      .flatMap(({ commands }) => commands)
      .find(({ type }) => type === 'download') as { token?: string }
    const reader = downloads.find(token)?.read()?.getReader()
    while (!(await reader?.read())?.done);
    clock.advance(59)
    expect(downloads.find(token)?.name).toBe('a')
    clock.advance(1)
    expect(downloads.find(token)).toBeNull()
  })

  it('[F5] stays for ten more minutes after a broken transfer, and does not expire during one', async () => {
    const clock = new FakeClock()
    const page = new RawPage(
      hostOf(() => (download('a', new Uint8Array(600_000)), hold()), { clock, reconnectTimeout: 10_000 }),
    )
    page.connect()
    await turn()
    const { downloads } = page.session.files
    const { token = '' } = page.batches
      .flatMap(({ commands }) => commands)
      .find(({ type }) => type === 'download') as { token?: string }
    const reader = downloads.find(token)?.read()?.getReader()
    await reader?.read()
    clock.advance(3600)
    expect(downloads.find(token)).not.toBeNull()
    await reader?.cancel()
    clock.advance(599)
    expect(downloads.find(token)).not.toBeNull()
    clock.advance(1)
    expect(downloads.find(token)).toBeNull()
  })

  it('is logged if the content cannot be read, and the session continues', async () => {
    const failing = async function* (): AsyncGenerator<string> {
      yield await Promise.resolve('begun')
      throw new Error('disk full')
    }
    const t = await open_app(async () => {
      download('a', failing())
      put_text(await input('x'))
    })
    await expect(t.downloads[0]?.content).rejects.toThrow('disk full')
    expect(t.errors.map(String)).toEqual(['Error: disk full'])
    await t.submit('still here')
    expect(t.text()).toBe('still here')
  })

  it.each<[string, () => void, string]>([
    ['no name', () => download(bad(5), 'x'), 'TypeError: download: name must be a string, not 5.'],
    ['an empty name', () => download(' ', 'x'), 'RangeError: download: name must not be empty.'],
    [
      'other content',
      () => download('a', bad({ a: 1 })),
      'TypeError: download: content must be a string, a Uint8Array, a Blob or a stream of these, not a plain object.',
    ],
    [
      'a promise',
      () => download('a', bad(Promise.resolve('x'))),
      'TypeError: download: content must be a string, a Uint8Array, a Blob or a stream of these, not a Promise.',
    ],
  ])('throws for %s', async (_, call, message) => {
    let told = ''
    const t = await open_app(() => {
      told = thrown(call)
    })
    expect([told, t.downloads]).toEqual([message, []])
  })

  it('throws outside a session', () => {
    expect(() => download('a', 'x')).toThrow('download: there is no session here.')
  })
})

describe('put_file', () => {
  it('shows its name, or its label', async () => {
    const t = await open_app(() => {
      put_file('a.txt', 'x')
      put_file('b.txt', 'x', { label: 'Report' }).update({ label: 'The report' })
    })
    expect(t.text()).toBe('a.txt\nThe report')
    expect(t.outputs).toMatchObject([{ type: 'file' }, { type: 'file', label: 'The report' }])
  })

  it('creates its content at each click', async () => {
    let clicks = 0
    const t = await open_app(() => {
      put_file('n.txt', async () => Promise.resolve(`click ${++clicks}`))
    })
    expect([clicks, t.downloads.length]).toEqual([0, 0])
    await t.click('n.txt')
    await t.click('n.txt')
    const texts = await Promise.all(
      t.downloads.map(async ({ content }) => String(Buffer.from(await content))),
    )
    expect(texts).toEqual(['click 1', 'click 2'])
  })

  it('can have other content later', async () => {
    const t = await open_app(() => {
      put_file('a.txt', 'old').update({ content: 'new', name: 'b.txt', label: 'L' })
    })
    await t.click('L')
    expect(t.downloads[0]?.name).toBe('b.txt')
    expect(Buffer.from((await t.downloads[0]?.content) ?? []).toString()).toBe('new')
  })

  it('reports a second attempt to read a stream', async () => {
    const t = await open_app(() => {
      put_file('s.txt', streamOf('once'))
    })
    await t.click('s.txt')
    await t.click('s.txt')
    expect(t.downloads).toHaveLength(1)
    expect(t.toasts).toEqual([{ content: 'This file could be downloaded only once.', color: 'warn' }])
  })

  it('reports a function that throws or returns no content, like any callback', async () => {
    const t = await open_app(() => {
      put_file('a', () => {
        throw new Error('no data')
      })
      put_file('b', () => bad(5))
    })
    await t.click('a')
    await t.click('b')
    expect(t.errors.map(String)).toEqual([
      'Error: no data',
      'TypeError: put_file("b"): content must be a string, a Uint8Array, a Blob or a stream of these, not 5.',
    ])
    expect(t.downloads).toEqual([])
  })

  it.each<[string, () => unknown, string]>([
    ['other content', () => put_file('a', bad(5)), 'TypeError: put_file: content must be'],
    ['an empty name', () => put_file('', 'x'), 'RangeError: put_file: name must not be empty.'],
    [
      'an unknown option',
      () => put_file('a', 'x', bad({ title: 'x' })),
      'TypeError: put_file: there is no option',
    ],
  ])('throws for %s, and shows nothing', async (_, call, message) => {
    let told = ''
    const t = await open_app(() => {
      told = thrown(call)
    })
    expect(told).toContain(message)
    expect(t.outputs).toEqual([])
  })
})
