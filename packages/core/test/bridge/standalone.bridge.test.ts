import { request } from 'node:http'
import { describe, expect, it } from '@jest/globals'
import { config, start_server } from '@webio/core/server'
import { RecordingLogger, serve } from './serve'
import { greet } from './tasks'

const pageOf = async (url: string): Promise<string> => (await fetch(url)).text()

/** What an element of the page's head points at. */
const linkTo = (rel: string, html: string): string | undefined =>
  new RegExp(`<link rel="${rel}"[^>]* href="([^"]+)"`).exec(html)?.[1]

describe('the web-app manifest', () => {
  it('is made of what config says of the application', async () => {
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

  it('has our icon where there is no other', async () => {
    await using server = await serve(() => {})
    const url = new URL(linkTo('manifest', await pageOf(server.url)) ?? '', server.url)
    const { icons } = (await (await fetch(url)).json()) as { icons: { src: string; type: string }[] }
    const icon = await fetch(new URL(icons[0]?.src ?? '', url))
    expect([icon.status, icon.headers.get('content-type')]).toEqual([200, icons[0]?.type])
  })

  it('has the members that config gives, and is left out where config says false', async () => {
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

  it('is off unless asked for, whatever the page offers', async () => {
    await using plain = await serve(greet)
    expect(await agreed(plain.port)).toBeUndefined()
    await using compressed = await serve(greet, { compression: true })
    expect(await agreed(compressed.port)).toContain('permessage-deflate')
  })
})

describe('a port', () => {
  it('that is in use is said so, with what to do', async () => {
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
