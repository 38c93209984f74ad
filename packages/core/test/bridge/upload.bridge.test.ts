import {
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { ServerOptions } from '@webio/core/server'
import { defer_call, file_upload, hold, input, put_text } from '@webio/core'
import type { UploadedFile } from '../../src/index'
import type { FileField, UploadSpec } from '../../src/protocol/input-spec'
import { folderPrefix, removeStaleFolders } from '../../src/server/files/stale-folders'
import type { TestServer } from './serve'
import { RecordingLogger, serve } from './serve'
import { SocketPage } from './socket-page'

/** A page that was asked to upload one file, and the file that the task received. */
interface Asked extends AsyncDisposable {
  readonly server: TestServer
  readonly page: SocketPage
  readonly url: string
  readonly id: number
  /** Submits the form with the file. */
  submit(): Promise<UploadedFile>
}

// Files and connections are slow on a busy machine.
jest.setTimeout(30_000)

const SIZE = 1_000_000
const BYTES = randomBytes(SIZE)

async function ask(options: ServerOptions = {}, size = SIZE, name = 'Data.BIN'): Promise<Asked> {
  const files: UploadedFile[] = []
  const server = await serve(async () => {
    for (;;) {
      const file = await file_upload('F')
      if (file) files.push(file)
    }
  }, options)
  const page = new SocketPage(server.url, 'websocket')
  const { id: form } = (await page.form()).spec
  page.send({
    type: 'upload-open',
    owner: form,
    field: 'data',
    key: 'k',
    name,
    mime_type: '',
    size,
    last_modified: 0,
  })
  const { id, token } = await page.until(() => uploadsOf(page)[0])
  return {
    server,
    page,
    id,
    url: `${server.url}uploads/${page.session.ticket?.session}/${token}`,
    async submit() {
      await page.until(() => uploadsOf(page)[0]?.done)
      page.send({ type: 'form-submit', form, values: { data: [id] } })
      await page.until(() => files.length > 0)
      return files[0] as UploadedFile
    },
    async [Symbol.asyncDispose]() {
      await page[Symbol.asyncDispose]()
      await server.close()
    },
  }
}

function uploadsOf(page: SocketPage): readonly UploadSpec[] {
  const form = [...page.session.tree.forms.values()].at(-1)
  const field = form?.spec.fields.find(({ type }) => type === 'file') as FileField | undefined
  return field?.files ?? []
}

async function post(url: string, offset: number, body: Uint8Array): Promise<[number, unknown]> {
  const response = await fetch(`${url}?offset=${offset}`, { method: 'POST', body: Buffer.from(body) })
  return [response.status, await response.json().catch(() => null)]
}

async function offsetOf(url: string): Promise<number> {
  return ((await (await fetch(url)).json()) as { offset: number }).offset
}

/** Sends the head of a request and a part of its body. The test sends the rest. */
function begin(url: string, offset: number, length: number, bytes: Uint8Array): ReturnType<typeof request> {
  const sent = request(`${url}?offset=${offset}`, {
    method: 'POST',
    headers: { 'content-length': length },
    agent: false,
  })
  sent.on('error', () => {})
  sent.write(bytes)
  return sent
}

describe('[F7] an upload', () => {
  it('arrives part by part, in a file that only this user can read, and is deleted with the session', async () => {
    await using asked = await ask()
    const half = SIZE / 2
    expect(await offsetOf(asked.url)).toBe(0)
    expect(await post(asked.url, 0, BYTES.subarray(0, half))).toEqual([
      200,
      { outcome: 'taken', offset: half },
    ])
    expect(await offsetOf(asked.url)).toBe(half)
    expect(await post(asked.url, half, BYTES.subarray(half))).toEqual([
      200,
      { outcome: 'taken', offset: SIZE },
    ])
    const file = await asked.submit()
    expect(BYTES.equals(readFileSync(file.path))).toBe(true)
    expect(BYTES.equals(file.content)).toBe(true)
    expect(Buffer.isBuffer(file.content)).toBe(true)
    expect(BYTES.equals(Buffer.from(await new Response(file.stream()).arrayBuffer()))).toBe(true)
    expect(file.path.endsWith('.bin')).toBe(true)
    expect([statSync(file.path).mode & 0o777, statSync(dirname(file.path)).mode & 0o777]).toEqual([
      0o600, 0o700,
    ])
    const [session] = asked.server.sessions()
    asked.page.session.leave()
    await session?.run(() => hold()).catch(() => {})
    while (existsSync(file.path)) await fetch(asked.url)
    expect(asked.server.log.of('error')).toEqual([])
  })

  it('of no bytes is complete at once, and can be read', async () => {
    await using asked = await ask({}, 0)
    const file = await asked.submit()
    expect([file.size, file.content.length, await file.text()]).toEqual([0, 0, ''])
  })

  it('continues after a broken connection, from the same byte', async () => {
    await using asked = await ask()
    const broken = begin(asked.url, 0, SIZE, BYTES.subarray(0, 300_000))
    await new Promise((resolve) => broken.once('drain', resolve).once('finish', resolve))
    let offset = 0
    while (offset === 0) offset = await offsetOf(asked.url)
    broken.destroy()
    expect(await post(asked.url, offset, BYTES.subarray(offset))).toEqual([
      200,
      { outcome: 'taken', offset: SIZE },
    ])
    expect(BYTES.equals((await asked.submit()).content)).toBe(true)
  })

  it('[F8] continues despite a hanging connection, whose remaining bytes are refused', async () => {
    await using asked = await ask()
    const hanging = begin(asked.url, 0, SIZE, BYTES.subarray(0, 100_000))
    const answer = new Promise<number>((resolve) =>
      hanging.once('response', ({ statusCode = 0 }) => resolve(statusCode)),
    )
    let offset = 0
    while (offset === 0) offset = await offsetOf(asked.url)
    const [status] = await post(asked.url, offset, BYTES.subarray(offset))
    expect(status).toBe(200)
    hanging.end(BYTES.subarray(100_000))
    expect(await answer).toBe(409)
    expect(BYTES.equals((await asked.submit()).content)).toBe(true)
  })

  it('accepts no more bytes than announced, and stores nothing of a part that exceeds them', async () => {
    await using asked = await ask({}, 10)
    expect(await post(asked.url, 0, randomBytes(11))).toEqual([413, { outcome: 'too_much', offset: 0 }])
    expect(await post(asked.url, 0, randomBytes(5_000_000))).toEqual([
      413,
      { outcome: 'too_much', offset: 0 },
    ])
    expect(await offsetOf(asked.url)).toBe(0)
  })

  it.each(['-1', '1', '1e0', '', 'x', '99999999999999999999'])(
    'accepts nothing at offset %j',
    async (offset) => {
      await using asked = await ask()
      const response = await fetch(`${asked.url}?offset=${offset}`, { method: 'POST', body: 'x' })
      expect([response.status, await response.json()]).toEqual([409, { outcome: 'bad_offset', offset: 0 }])
    },
  )
})

describe('[F1] the token of an upload', () => {
  it('is valid only in its session, for reading and for sending', async () => {
    await using asked = await ask()
    await using other = new SocketPage(asked.server.url, 'websocket')
    await other.form()
    const token = asked.url.split('/').at(-1) ?? ''
    const statusOf = async (url: string, init?: RequestInit): Promise<number> =>
      (await fetch(url, init)).status
    const stranger = other.session.ticket?.session ?? ''
    expect(await statusOf(`${asked.server.url}uploads/${stranger}/${token}`)).toBe(404)
    expect(await statusOf(`${asked.url}x?offset=0`, { method: 'POST', body: 'x' })).toBe(404)
    expect(await statusOf(asked.url.replace('/uploads/', '/files/'))).toBe(404)
    expect(await statusOf(asked.url, { method: 'DELETE' })).toBe(405)
    const foreign = { origin: 'https://evil.example' }
    expect(await statusOf(`${asked.url}?offset=0`, { method: 'POST', body: 'x', headers: foreign })).toBe(403)
    expect(await offsetOf(asked.url)).toBe(0)
  })

  it('[F2] may be used by a page of an origin that may connect, after a preflight request', async () => {
    await using asked = await ask({ allowed_origins: ['https://friend.example'] })
    const headers = { origin: 'https://friend.example' }
    const preflight = await fetch(asked.url, { method: 'OPTIONS', headers })
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([
      204,
      'GET, POST',
    ])
    const sent = await fetch(`${asked.url}?offset=0`, { method: 'POST', body: 'x', headers })
    expect([sent.status, sent.headers.get('access-control-allow-origin')]).toEqual([200, headers.origin])
  })
})

describe('an upload is deleted', () => {
  it('when a person removes it, even while it is being sent', async () => {
    await using asked = await ask()
    const hanging = begin(asked.url, 0, SIZE, BYTES.subarray(0, 100_000))
    while ((await offsetOf(asked.url)) === 0);
    const { id: form } = (await asked.page.form()).spec
    asked.page.send({ type: 'upload-cancel', owner: form, field: 'data', upload: asked.id })
    await asked.page.until(() => uploadsOf(asked.page).length === 0)
    expect((await fetch(asked.url)).status).toBe(404)
    hanging.destroy()
  })

  it('after deferred functions have run, and when the server closes', async () => {
    let file: UploadedFile | null = null
    let deferred = ''
    const server = await serve(async () => {
      defer_call(() => (deferred = String(file?.content)))
      file = await file_upload('F')
      put_text('thanks')
      await input('x')
    })
    await using page = new SocketPage(server.url, 'websocket')
    const { id: form } = (await page.form()).spec
    page.send({
      type: 'upload-open',
      owner: form,
      field: 'data',
      key: 'k',
      name: 'a',
      mime_type: '',
      size: 2,
      last_modified: 0,
    })
    const { id, token } = await page.until(() => uploadsOf(page)[0])
    await post(`${server.url}uploads/${page.session.ticket?.session}/${token}`, 0, Buffer.from('hi'))
    await page.until(() => uploadsOf(page)[0]?.done)
    page.send({ type: 'form-submit', form, values: { data: [id] } })
    await page.until(() => page.texts.includes('thanks'))
    const { path } = file as unknown as UploadedFile
    await server.close()
    expect([deferred, existsSync(path), existsSync(dirname(path))]).toEqual(['hi', false, false])
  })

  it('when the server starts after a process that did not clean up', async () => {
    const ended = 2 ** 22 + 1 // Higher than any process id of Linux.
    // Complete at once: the servers of other test files may remove the first one at any time.
    const folderOf = (pid: number): string => {
      const made = mkdtempSync(join(tmpdir(), 'upload-test-'))
      writeFileSync(join(made, 'upload'), 'x')
      const folder = join(tmpdir(), `${folderPrefix(pid)}${basename(made)}`)
      renameSync(made, folder)
      return folder
    }
    const folders = {
      ended: folderOf(ended),
      running: folderOf(process.ppid),
      ours: folderOf(process.pid),
      earlier: folderOf(process.pid),
    }
    utimesSync(folders.earlier, new Date(0), new Date(0))
    await removeStaleFolders(new RecordingLogger())
    const left = Object.entries(folders).filter(([, folder]) => existsSync(folder))
    expect(left.map(([name]) => name)).toEqual(['running', 'ours'])
    for (const [, folder] of left) rmSync(folder, { recursive: true })
  })
})

it('a file above max_payload_size is refused before any byte is sent', async () => {
  await using server = await serve(() => file_upload('F').then(String), { max_payload_size: '1K' })
  await using page = new SocketPage(server.url, 'websocket')
  const { id } = (await page.form()).spec
  const event = {
    type: 'upload-open',
    owner: id,
    field: 'data',
    key: 'k',
    name: 'a',
    mime_type: '',
    last_modified: 0,
  }
  page.send({ ...event, size: 1025 } as never)
  await page.until(() => page.refused.length > 0)
  expect(page.refused).toEqual(['bad_file'])
})
