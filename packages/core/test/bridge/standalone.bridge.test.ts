import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from '@jest/globals'
import { config, start_server, webio_handler } from '@webio/core/server'
import { RecordingLogger, serve } from './serve'
import { greet } from './tasks'

const pageOf = async (url: string): Promise<string> => (await fetch(url)).text()

/** The href of an element in the page's head. */
const linkTo = (rel: string, html: string): string | undefined =>
  new RegExp(`<link rel="${rel}"[^>]* href="([^"]+)"`).exec(html)?.[1]

describe('the web-app manifest', () => {
  it('is created from the config of the application', async () => {
    const survey = config({ title: 'Survey', description: 'Asks.', favicon: 'static/s.png' }, () => {})
    await using server = await serve({ 'the survey': survey })
    const page = `${server.url}?app=the%20survey`
    const html = await pageOf(page)
    expect(linkTo('icon', html)).toBe('static/s.png')
    const url = new URL(linkTo('manifest', html) ?? '', page)
    const response = await fetch(url)
    expect(response.headers.get('content-type')).toBe('application/manifest+json; charset=utf-8')
    const manifest = (await response.json()) as { start_url: string; icons: { src: string }[] }
    expect(manifest).toMatchObject({ name: 'Survey', description: 'Asks.', display: 'standalone' })
    expect(new URL(manifest.start_url, url).href).toBe(page)
    expect(new URL(manifest.icons[0]?.src ?? '', url).href).toBe(`${server.url}static/s.png`)
  })

  it('has WebIO’s icon if the application has none', async () => {
    await using server = await serve(() => {})
    const url = new URL(linkTo('manifest', await pageOf(server.url)) ?? '', server.url)
    const { icons } = (await (await fetch(url)).json()) as { icons: { src: string; type: string }[] }
    const icon = await fetch(new URL(icons[0]?.src ?? '', url))
    expect([icon.status, icon.headers.get('content-type')]).toEqual([200, icons[0]?.type])
  })

  it('has the members from config, and is omitted if config says false', async () => {
    const named = config(
      { title: 'A', manifest: { name: 'B', icon: '/b.png', theme_color: 'red' } },
      () => {},
    )
    await using server = await serve({ named, none: config({ manifest: false }, () => {}) })
    const url = new URL(linkTo('manifest', await pageOf(`${server.url}?app=named`)) ?? '', server.url)
    expect(await (await fetch(url)).json()).toMatchObject({
      name: 'B',
      theme_color: 'red',
      icons: [{ src: '/b.png' }],
    })
    expect(linkTo('manifest', await pageOf(`${server.url}?app=none`))).toBeUndefined()
  })
})

describe('csp_nonce', () => {
  it('is on every script and style of a page, and is called with the request', async () => {
    const app = config({ js_code: 'a()', css_style: 'b {}' }, () => {})
    await using server = await serve(
      { app, list: () => {} },
      { csp_nonce: ({ headers }) => headers['x-nonce'] as string },
    )
    for (const query of ['?app=app', '', '?app=none']) {
      const html = await (await fetch(server.url + query, { headers: { 'x-nonce': 'a"b' } })).text()
      const loading =
        html.match(/<script(?![^>]*json)[^>]*>|<link rel="(stylesheet|modulepreload)"[^>]*>/g) ?? []
      expect(loading.length).toBeGreaterThan(0)
      for (const tag of loading) expect(tag).toContain(' nonce="a&quot;b"')
    }
    expect(await pageOf(`${server.url}?app=app`)).not.toContain('nonce')
  })
})

describe('endpoint_origins', () => {
  const asking = (url: string, endpoint: string) =>
    fetch(`${url}?app=x&webio_endpoint=${encodeURIComponent(endpoint)}`)

  it('are the only servers that the query string of a page may name', async () => {
    await using server = await serve(greet, { endpoint_origins: ['https://*.example.com'] })
    const allowed = await asking(server.url, 'https://tasks.example.com/webio')
    expect(allowed.status).toBe(200)
    expect(await allowed.text()).toContain('{"endpoint":"https://tasks.example.com/webio","app":"x"}')
    for (const other of [
      'https://evil.test/',
      'http://tasks.example.com/',
      'https://tasks.example.com.evil.test',
      'https://tasks.example.com@evil.test/',
      '//tasks.example.com/webio',
      'javascript:alert(1)',
      '',
    ])
      expect([other, (await asking(server.url, other)).status]).toEqual([other, 403])
  })

  it('are not needed for a path of this server', async () => {
    await using server = await serve(greet)
    for (const path of ['/two', '../two', './two', 'two'])
      expect([path, (await asking(server.url, path)).status]).toEqual([path, 200])
    for (const other of ['/\\evil.test', '\\\\evil.test', '//evil.test', '\t//evil.test'])
      expect([other, (await asking(server.url, other)).status]).toEqual([other, 403])
  })

  it('admit a URL without a scheme, which inherits the page’s', async () => {
    await using server = await serve(greet, { endpoint_origins: ['http://*.example.com'] })
    expect((await asking(server.url, '//tasks.example.com/two')).status).toBe(200)
  })

  it('are off by default', async () => {
    await using server = await serve(greet)
    expect((await asking(server.url, server.url)).status).toBe(403)
  })
})

describe('X-Forwarded-Prefix', () => {
  it('is the path that browsers use for a handler in another server, if proxies are trusted', async () => {
    const asked = () => new Request('http://h/webio', { headers: { 'x-forwarded-prefix': '/tools/' } })
    const trusting = webio_handler(greet, { trust_proxy: true })
    expect(await (await trusting.fetch(asked()))?.text()).toContain(
      '{"endpoint":"/tools/webio","app":"index"}',
    )
    const careful = webio_handler(greet)
    expect(await (await careful.fetch(asked()))?.text()).toContain('{"endpoint":"/webio","app":"index"}')
  })

  it.each(['//evil.test', 'https://evil.test', 'javascript:alert(1)//', '/a"><script>', '/../x'])(
    'that is not a path is ignored: %s',
    async (prefix) => {
      const trusting = webio_handler(greet, { trust_proxy: true })
      const asked = new Request('http://h/webio', { headers: { 'x-forwarded-prefix': prefix } })
      expect(await (await trusting.fetch(asked))?.text()).toContain('{"endpoint":"/webio","app":"index"}')
    },
  )
})

describe('a document', () => {
  const policyOf = async (url: string) => (await fetch(url)).headers.get('content-security-policy')

  it('can be framed only by its own site, and by sites whose pages may connect', async () => {
    await using server = await serve({ greet })
    const { headers } = await fetch(`${server.url}?app=greet`)
    expect(headers.get('content-security-policy')).toBe("frame-ancestors 'self'")
    expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')
    expect(await policyOf(server.url)).toBe("frame-ancestors 'self'")
    const allowed_origins = ['https://*.example.com', 'http://a-[0-9].test', '*']
    await using open = await serve(greet, { allowed_origins })
    expect(await policyOf(open.url)).toBe("frame-ancestors 'self' https://*.example.com")
  })

  it.each([
    [[], "frame-ancestors 'none'"],
    [['self', 'https://a.test:8443'], "frame-ancestors 'self' https://a.test:8443"],
    [true, null],
  ] as const)('follows frame_ancestors: %j', async (frame_ancestors, policy) => {
    await using server = await serve(greet, { frame_ancestors })
    expect(await policyOf(server.url)).toBe(policy)
  })

  it('keeps the policy that an earlier middleware has set', async () => {
    const answered = async (other: string) => {
      const webio = webio_handler(greet, { path: '/' })
      const front = createServer((request, response) => {
        response.setHeader('content-security-policy', other)
        webio.middleware(request, response)
      })
      await new Promise<void>((listening) => front.listen(0, '127.0.0.1', listening))
      const { port } = front.address() as AddressInfo
      const policy = await policyOf(`http://127.0.0.1:${port}/`)
      front.close()
      return policy
    }
    expect(await answered("default-src 'self'")).toBe("default-src 'self', frame-ancestors 'self'")
    expect(await answered('frame-ancestors https://a.test')).toBe('frame-ancestors https://a.test')
  })

  it('of an unknown application is the list', async () => {
    await using server = await serve({ greet })
    const response = await fetch(`${server.url}?app=nothing`)
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(html).toContain('There is no application named “nothing” here.')
    expect(html).toContain('href="?app=greet"')
  })

  it('tells the page the only transport that the server accepts', async () => {
    await using polling = await serve(greet, { transports: ['polling'] })
    expect(await pageOf(polling.url)).toContain('"transports":["polling"]')
    await using both = await serve(greet)
    expect(await pageOf(both.url)).not.toContain('transports')
  })

  it('for another server names no file that a stranger has chosen', async () => {
    await using server = await serve(greet, { endpoint_origins: ['https://tasks.test'] })
    const html = await pageOf(`${server.url}?app=anything&webio_endpoint=https%3A%2F%2Ftasks.test%2F`)
    expect(linkTo('manifest', html)).toBeUndefined()
  })
})

describe('compression', () => {
  const offered = 'permessage-deflate; client_max_window_bits'

  /** The extensions that a server agrees to. */
  const agreed = (port: number): Promise<string | undefined> =>
    new Promise((resolve, reject) => {
      const headers = {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
        'sec-websocket-extensions': offered,
      }
      request({ port, path: '/io?EIO=4&transport=websocket', headers })
        .on('upgrade', (response, socket) => {
          socket.destroy()
          resolve(response.headers['sec-websocket-extensions'])
        })
        .on('error', reject)
        .end()
    })

  it('is off by default, no matter what the page offers', async () => {
    await using plain = await serve(greet)
    expect(await agreed(plain.port)).toBeUndefined()
    await using compressed = await serve(greet, { compression: true })
    expect(await agreed(compressed.port)).toContain('permessage-deflate')
  })
})

describe('a port', () => {
  it('that is in use is reported with a fix', async () => {
    await using server = await serve(greet)
    const second = start_server(greet, {
      port: server.port,
      host: '127.0.0.1',
      logger: new RecordingLogger(),
    })
    await expect(second).rejects.toThrow(
      `start_server: port ${server.port} is in use. Stop what listens on it, or choose another: ` +
        `{ port: ${server.port + 1} }, or { port: 0 } for a free one.`,
    )
  })
})
