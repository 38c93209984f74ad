import { request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { config, webio_handler } from '@webio/core/server'
import type { PageBundle } from '../../src/server/http/asset-store'
import { serve } from './serve'
import { greet } from './tasks'

let page: PageBundle | undefined
beforeAll(async () => {
  // The real page, which `npm run build -w packages/react` makes and `npm test` makes first.
  page = await import('@webio/react/page')
})

/** A response as sent over the wire. */
function get(url: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, string | undefined>; body: Buffer }>(
    (resolve, reject) => {
      request(url, { method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers as never, body: Buffer.concat(chunks) }),
      )
    }).on('error', reject).end() // prettier-ignore
    },
  )
}

async function hasIcon(url: string, query: string): Promise<void> {
  const text = (await get(`${url}?${query}`)).body.toString()
  const [, icon = ''] =
    /<link rel="icon" type="image\/svg\+xml" href="(\.\/assets\/\w+\.svg)">/.exec(text) ?? []
  const { status, headers, body } = await get(new URL(icon, url).href)
  expect([status, headers['content-type']]).toEqual([200, 'image/svg+xml'])
  expect(body.toString()).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
}

describe('the page', () => {
  it('names its files and its application, and has no inline script or style', async () => {
    const titled = config({ title: 'A & <B>', description: '"quoted"', theme: 'dark' }, () => {})
    await using server = await serve({ 'a</script>': titled })
    const { status, headers, body } = await get(`${server.url}?app=${encodeURIComponent('a</script>')}`)
    const text = body.toString()
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
    })
    expect(text).toMatch(/^<!doctype html>\n<html lang="en">/)
    expect(text).toContain('<title>A &amp; &lt;B&gt;</title>')
    expect(text).toContain('content="&quot;quoted&quot;"')
    expect(text).toContain(`<script type="module" src="./assets/${page?.entry}"></script>`)
    expect(text).toContain(`<link rel="stylesheet" href="./assets/${page?.styles}">`)
    const settings = /id="webio-page">(.*?)<\/script>/.exec(text)?.[1] ?? ''
    expect(JSON.parse(settings)).toEqual({ endpoint: '.', app: 'a</script>', theme: 'dark' })
    expect(text.replace(/<script type="application\/json".*?<\/script>/, '')).not.toMatch(
      /<style|style=|<script(?![^>]* src=)/,
    )
  })

  it.each(['', 'app=none'])('has an icon in its own file: %p', async (query) => {
    await using server = await serve({ one: greet })
    await hasIcon(server.url, query)
  })

  it('has the icon of an application', async () => {
    await using server = await serve(greet)
    await hasIcon(server.url, '')
  })

  it('serves its files as immutable', async () => {
    await using server = await serve(greet)
    const url = `${server.url}assets/${page?.entry}`
    const plain = await get(url)
    const packed = await get(url, { 'accept-encoding': 'gzip, deflate, br, zstd' })
    const zipped = await get(url, { 'accept-encoding': 'gzip, deflate' })
    const refused = await get(url, { 'accept-encoding': 'br;q=0, gzip;q=0' })
    const head = await get(url, {}, 'HEAD')
    expect(plain.headers).toMatchObject({
      'content-type': expect.stringContaining('text/javascript') as unknown,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-length': String(plain.body.length),
    })
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(refused.headers['content-encoding']).toBeUndefined()
    expect(packed.headers['content-encoding']).toBe('br')
    expect(brotliDecompressSync(packed.body).equals(plain.body)).toBe(true)
    expect(zipped.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(zipped.body).equals(plain.body)).toBe(true)
    expect(packed.body.length).toBeLessThan(zipped.body.length)
    for (const { headers } of [plain, packed, zipped, refused])
      expect(headers['vary']).toBe('accept-encoding')
    expect([head.status, head.body.length, head.headers['content-length']]).toEqual([
      200,
      0,
      String(plain.body.length),
    ])
  })

  it('loads the files that config names, in order', async () => {
    const app = config(
      {
        js_file: ['/a.js', 'https://cdn.test/b.js'],
        js_code: 'run()',
        css_file: '/a.css',
        css_style: 'b { c: d }',
      },
      () => {},
    )
    await using server = await serve(app)
    const text = (await get(server.url)).body.toString()
    const scripts = [...text.matchAll(/<script defer src="([^"]+)"/g)].map((match) => match[1] as string)
    const styles = [...text.matchAll(/rel="stylesheet" href="([^"]+)"/g)].map((match) => match[1] as string)
    expect(scripts.slice(0, 2)).toEqual(['/a.js', 'https://cdn.test/b.js'])
    expect(styles[1]).toBe('/a.css')
    expect((await get(new URL(scripts[2] ?? '', server.url).href)).body.toString()).toBe('run()')
    const css = await get(new URL(styles[2] ?? '', server.url).href)
    expect([css.body.toString(), css.headers['content-type']]).toEqual([
      'b { c: d }',
      'text/css; charset=utf-8',
    ])
  })

  it('of a handler names everything by its path', async () => {
    const { fetch } = webio_handler(greet, { path: '/tools/webio' })
    const text = (await (await fetch(new Request('http://h/tools/webio')))?.text()) ?? ''
    expect(text).toContain('{"endpoint":"/tools/webio","app":"index"}')
    expect(text).toContain(`src="/tools/webio/assets/${page?.entry}"`)
    expect((await fetch(new Request('http://h/tools/webio/')))?.status).toBe(200)
    for (const other of [
      '/tools',
      '/tools/webiox',
      '/tools/webio/other',
      '/tools/webio/io',
      '/tools/webio/assets/none.js',
    ]) {
      expect(await fetch(new Request(`http://h${other}`))).toBeNull()
    }
  })

  it('of an unknown application reports that', async () => {
    await using server = await serve(greet)
    const { status, body } = await get(`${server.url}?app=%3Cb%3E`)
    expect(status).toBe(200)
    expect(body.toString()).toContain('There is no application named “&lt;b&gt;” here.')
  })

  it('is served for GET and HEAD', async () => {
    await using server = await serve({ one: greet })
    expect((await get(server.url, {}, 'POST')).status).toBe(405)
    const [whole, head] = [await get(server.url), await get(server.url, {}, 'HEAD')]
    expect([head.status, head.body.length, head.headers['content-length']]).toEqual([
      200,
      0,
      String(whole.body.length),
    ])
  })

  it('survives malformed requests', async () => {
    await using server = await serve({ one: greet })
    const status = async (path: string, headers = {}) => (await get(server.url + path, headers)).status
    expect(await status('?app=%E0%A4%A')).toBe(200)
    expect(await status('assets/')).toBe(404)
    expect(await status('assets/..%2f..%2fpackage.json')).toBe(404)
    expect(await status('assets/constructor')).toBe(404)
    expect(await status('', { host: 'a b' })).toBeGreaterThanOrEqual(400)
    expect(await status('')).toBe(200)
  })
})

describe('the list of applications', () => {
  it('appears if no application is named and there is no index', async () => {
    const described = config({ title: 'The <first>', description: 'Does things.' }, () => {})
    await using server = await serve({ 'one & two': described, plain: () => {} })
    const { status, body } = await get(server.url)
    const text = body.toString()
    expect(status).toBe(200)
    expect(text).toContain(
      '<a href="?app=one%20%26%20two"><b>The &lt;first&gt;</b> <code>one &amp; two</code>',
    )
    expect(text).toContain('<p>Does things.</p>')
    expect(text).toContain('<a href="?app=plain"><b>plain</b>\n')
    expect(text).toContain('<p>No description.</p>')
    const style = /href="([^"]+\.css)"/.exec(text)?.[1] ?? ''
    expect((await get(new URL(style, server.url).href)).headers['content-type']).toContain('text/css')
  })

  it('shows the current applications', async () => {
    const handler = webio_handler({ old: greet })
    handler.setApplications({ fresh: greet })
    const text = await (await handler.fetch(new Request('http://h/webio')))?.text()
    expect(text).toContain('?app=fresh')
    expect(text).not.toContain('?app=old')
  })
})
