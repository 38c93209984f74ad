import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { file_upload, input, put_file, put_text, step } from '@webio/core'
import type { FileField, UploadSpec } from '@webio/core/protocol'
import { MemoryJournalStore } from '../../src/engine/durable/memory-journal-store'
import { KeptFileStore } from '../../src/server/files/kept-file-store'
import { freePort } from '../support/free-port'
import { get } from '../support/get'
import type { TestServer } from './serve'
import { serve } from './serve'
import { SocketPage } from './socket-page'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webio-durable-files-'))
})
afterEach(() => rm(folder, { recursive: true }))

const LARGE = 'x'.repeat(300_000)

async function task(): Promise<void> {
  const file = await file_upload('File', { required: true })
  put_text(file.filename, file.size, await file.text())
  const large = await step('large', () => LARGE)
  const small = await step('again', async () => (await file.text()).length)
  put_text(large.length, small)
  await input('End')
}

async function link(): Promise<void> {
  put_file('saved.txt', 'content of the link')
  await input('End')
}

/** Like a browser page, and unlike Socket.IO's client. */
function pageOf({ url }: TestServer): SocketPage {
  const page = new SocketPage(url, 'websocket')
  page.socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') page.socket.connect()
  })
  return page
}

function uploadOf(page: SocketPage): UploadSpec | undefined {
  const form = [...page.session.tree.forms.values()].at(-1)
  const field = form?.spec.fields.find(({ type }) => type === 'file') as FileField | undefined
  return field?.files?.[0]
}

/** Prevents reuse of a connection to a server that has ended. */
const close = { connection: 'close' }

/** Sends bytes of an upload, and returns the status of the response. */
async function post(url: string, offset: number, text: string): Promise<number> {
  return (await get(`${url}?offset=${offset}`, { method: 'POST', body: text, headers: close })).status
}

/** Chooses a file of 10 bytes, and returns the URL for its bytes. */
async function choose(page: SocketPage): Promise<{ readonly path: string; readonly id: number }> {
  const { id: owner } = (await page.form()).spec
  const file = { name: 'A.TXT', mime_type: 'text/plain', size: 10, last_modified: 0 }
  page.send({ type: 'upload-open', owner, field: 'data', key: 'k', ...file })
  const { id, token } = await page.until(() => uploadOf(page))
  return { path: `uploads/${page.session.ticket?.session}/${token}`, id }
}

const jsonlIn = async (): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name.endsWith('.jsonl'))

describe('files of a server that is replaced', () => {
  it('an upload continues where it stopped, the answer has the same file, and everything is deleted with the session', async () => {
    await using first = await serve(task, { durable: folder, port: await freePort() })
    await using page = pageOf(first)
    const { path, id } = await choose(page)
    expect(await post(first.url + path, 0, 'half ')).toBe(200)
    await first.close()

    await using second = await serve(task, { durable: folder, port: first.port })
    // The bytes may arrive before the page does.
    expect(await (await get(second.url + path, { headers: close })).json()).toEqual({ offset: 5 })
    await page.until(() => page.session.status === 'open')
    expect(uploadOf(page)).toMatchObject({ id, name: 'A.TXT' })
    expect(uploadOf(page)).not.toHaveProperty('done')
    expect(await post(second.url + path, 5, 'whole')).toBe(200)
    await page.until(() => uploadOf(page)?.done)
    await second.close()

    await using third = await serve(task, { durable: folder, port: first.port })
    await page.until(() => page.session.status === 'open')
    await page.until(() => uploadOf(page)?.done)
    page.send({ type: 'form-submit', form: (await page.form()).spec.id, values: { data: [id] } })
    await page.until(() => page.texts.includes('300000 10'))
    expect(await jsonlIn()).toHaveLength(1)
    const [journal = ''] = await jsonlIn()
    const size = (await readFile(join(folder, journal))).length
    // The large result of the step is in a separate file.
    expect(size).toBeLessThan(20_000)
    await third.close()

    await using fourth = await serve(task, { durable: folder, port: first.port })
    await page.until(() => page.session.status === 'open')
    await page.until(() => page.texts.includes('300000 10'))
    expect(page.texts).toContain('A.TXT 10 half whole')
    await page.submit({ data: 'x' })
    await page.until(() => page.session.tree.closed)
    for (const server of [first, second, third, fourth]) {
      expect(server.log.of('error')).toEqual([])
      expect(server.log.of('warn')).toEqual([])
    }
    await fourth.close()
    expect(await jsonlIn()).toEqual([])
    for (const kind of ['uploads', 'records']) expect(readdirSync(join(folder, 'files', kind))).toEqual([])
  })

  it('a link and a download that were offered earlier are served', async () => {
    await using first = await serve(link, { durable: folder, port: await freePort() })
    await using page = pageOf(first)
    const shown = await page.until(() =>
      [...page.session.tree.nodes.values()].find(({ spec }) => spec.type === 'file'),
    )
    page.send({ type: 'callback-fire', output: shown.spec.id, key: 0 })
    const offered = await page.until(() => page.transients.find(({ type }) => type === 'download'))
    const path = offered.type === 'download' ? `files/${page.session.ticket?.session}/${offered.token}` : ''
    await first.close()

    await using second = await serve(link, { durable: folder, port: first.port })
    const response = await get(second.url + path, { headers: { ...close, range: 'bytes=8-' } })
    expect([response.status, await response.text()]).toEqual([206, 'of the link'])
    await page.until(() => page.session.status === 'open')
    page.send({ type: 'callback-fire', output: shown.spec.id, key: 0 })
    await page.until(() => page.transients.filter(({ type }) => type === 'download').length === 2)
  })

  it('disappear with their process if no folder is named, and the log names the option', async () => {
    await using server = await serve(task, { durable: new MemoryJournalStore() })
    await using page = pageOf(server)
    const { path, id } = await choose(page)
    expect(await post(server.url + path, 0, '0123456789')).toBe(200)
    await page.until(() => uploadOf(page)?.done)
    page.send({ type: 'form-submit', form: (await page.form()).spec.id, values: { data: [id] } })
    await page.until(() => page.texts.includes('300000 10'))
    expect(server.log.of('error').join()).toMatch(/is no longer durable.*Set durable_files/s)
    await server.close()
  })
})

it('files of unknown sessions are swept, and those of others stay', async () => {
  const store = new KeptFileStore(folder, 100, 100)
  const old = new Date(0)
  for (const session of ['left', 'stored', 'lives', 'new']) {
    const file = store.create('a.txt', session)
    await file.write(Buffer.from('x'))
    await file.rest()
    if (session !== 'new') await utimes(join(folder, session), old, old)
  }
  await store.touch(['lives'])
  await store.sweep(Date.now() - 1000, (session) => Promise.resolve(session === 'stored'))
  expect(['left', 'stored', 'lives', 'new'].map((session) => existsSync(join(folder, session)))).toEqual([
    false,
    true,
    true,
    true,
  ])
  for (const id of ['', '..', '../other', 'a/b'])
    await expect(store.endSession(id)).rejects.toThrow('is not a session id')
  expect(() => store.reopen('stored', '../../etc/passwd', 1)).toThrow('is not the name of an upload')
})
