import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { webio_handler } from '@webio/core/server'
import { serve } from './serve'
import { greet } from './tasks'

let home: string
let folder: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'webio-static-'))
  folder = join(home, 'public')
  mkdirSync(join(folder, 'deep/empty'), { recursive: true })
  writeFileSync(join(home, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'a b.css'), 'a {}')
  writeFileSync(join(folder, 'empty.txt'), '')
  writeFileSync(join(folder, 'data.unknown'), '0123456789')
  writeFileSync(join(folder, '.env'), 'SECRET=1')
  writeFileSync(join(folder, 'deep/index.html'), '<p>deep')
  symlinkSync(join(home, 'secret.txt'), join(folder, 'link.txt'))
  symlinkSync(join(folder, 'a b.css'), join(folder, 'same.css'))
})
afterAll(() => rmSync(home, { recursive: true }))

/** Requests the literal path, which `fetch` would normalize. */
function status(port: number, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ port, path }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end()
  })
}

describe('static_dir', () => {
  it('serves its files next to the page, including later ones', async () => {
    await using server = await serve({ one: greet }, { static_dir: folder })
    const get = (path: string) => fetch(`${server.url}static/${path}`)
    const file = await get('a%20b.css')
    expect([file.status, await file.text()]).toEqual([200, 'a {}'])
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-type': 'text/css; charset=utf-8',
      'content-length': '4',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    })
    expect(await (await get('deep/')).text()).toBe('<p>deep')
    expect(await (await get('same.css')).text()).toBe('a {}')
    expect([(await get('empty.txt')).status, await (await get('empty.txt')).text()]).toEqual([200, ''])
    writeFileSync(join(folder, 'later.txt'), 'later')
    expect(await (await get('later.txt')).text()).toBe('later')
  })

  it('answers with headers only, a part, or nothing if the browser requests that', async () => {
    await using server = await serve(greet, { static_dir: folder })
    const url = `${server.url}static/data.unknown`
    const head = await fetch(url, { method: 'HEAD' })
    expect([head.headers.get('content-length'), await head.text()]).toEqual(['10', ''])
    expect(head.headers.get('content-type')).toBe('application/octet-stream')
    const part = await fetch(url, { headers: { range: 'bytes=2-4' } })
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      'bytes 2-4/10',
      '234',
    ])
    expect((await fetch(url, { headers: { range: 'bytes=10-' } })).status).toBe(416)
    const etag = head.headers.get('etag') ?? ''
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304)
    const post = await fetch(url, { method: 'POST' })
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  it.each([
    '/static/none',
    '/static/',
    '/static',
    '/static/deep/empty/',
    '/static/deep',
    '/static/.env',
    '/static/link.txt',
    '/static/../secret.txt',
    '/static/%2e%2e/secret.txt',
    '/static/..%2fsecret.txt',
    '/static/..%5csecret.txt',
    '/static//a%20b.css',
    '/static/%00',
    '/static/%E0%A4%A',
  ])('has nothing at %s', async (path) => {
    await using server = await serve({ one: greet }, { static_dir: folder })
    expect(await status(server.port, path)).toBe(404)
  })

  it('is served by fetch too, and therefore by Hono and Next.js', async () => {
    const { fetch } = webio_handler(greet, { path: '/tools', static_dir: folder })
    const file = await fetch(new Request('http://h/tools/static/a%20b.css'))
    expect(await file?.text()).toBe('a {}')
    expect(await fetch(new Request('http://h/tools/static/none'))).toBeNull()
    expect(await fetch(new Request('http://h/static/a%20b.css'))).toBeNull()
  })
})
