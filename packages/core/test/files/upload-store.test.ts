import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { UploadedFile } from '../../src/index'
import { file_upload, hold } from '../../src/index'
import type { Upload } from '../../src/engine/files/upload'
import { MemoryFileStore } from '../../src/engine/files/memory-file-store'
import type { FileField } from '../../src/protocol/input-spec'
import { DiskFileStore } from '../../src/server/files/disk-file-store'
import { hostOf, RawPage } from '../support/raw-page'

const MAX = 1024 ** 2
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A body that a test fills. */
class Body {
  #controller!: ReadableStreamDefaultController<Uint8Array>
  readonly stream = new ReadableStream<Uint8Array>({
    start: (controller) => void (this.#controller = controller),
  })

  give(text: string): this {
    this.#controller.enqueue(bytes(text))
    return this
  }

  end(): this {
    this.#controller.close()
    return this
  }
}

const whole = (text: string): ReadableStream<Uint8Array> => new Body().give(text).end().stream

/** A page of a task that asks for files, and the store of the files. */
class Rig implements AsyncDisposable {
  readonly received: UploadedFile[] = []
  readonly page: RawPage
  readonly store: DiskFileStore | MemoryFileStore
  #n = 0

  constructor(store: DiskFileStore | MemoryFileStore = new DiskFileStore(MAX, 2 * MAX)) {
    this.store = store
    const task = async (): Promise<void> => {
      this.received.push(...(await file_upload('F', { multiple: true })))
      await hold()
    }
    this.page = new RawPage(hostOf(task, { files: store }))
    this.page.connect()
  }

  get form(): number {
    return [...this.page.session.view.tree.forms.keys()][0] ?? -1
  }

  get files(): NonNullable<FileField['files']> {
    const field = this.page.session.view.tree.forms.get(this.form)?.spec.fields[0] as FileField
    return field.files ?? []
  }

  get refusals(): unknown[] {
    return this.page.replies.flatMap((reply) => (reply.type === 'refused' ? [reply.code] : []))
  }

  say(event: object): void {
    this.page.say({ type: 'event', n: ++this.#n, seen: 0, event })
  }

  open(name: string, size: number): Upload {
    this.say({
      type: 'upload-open',
      owner: this.form,
      field: 'data',
      key: `k${this.#n}`,
      name,
      mime_type: '',
      size,
      last_modified: 0,
    })
    return this.page.session.files.uploads.find(this.files.at(-1)?.token ?? '') as Upload
  }

  async submit(): Promise<UploadedFile> {
    this.say({ type: 'form-submit', form: this.form, values: { data: this.files.map(({ id }) => id) } })
    await new Promise((resolve) => setImmediate(resolve))
    return this.received[0] as UploadedFile
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.session.close('left')
    if (this.store instanceof DiskFileStore) await this.store.close()
  }
}

describe('[F7] requests with bytes of one upload', () => {
  it('at the same time: the last one wins, the others get a response, and bytes are never mixed', async () => {
    await using rig = new Rig()
    const upload = rig.open('a', 10)
    const stuck = upload.append(0, new Body().give('aaaaa').stream)
    const others = ['b', 'c', 'd'].map((letter) => upload.append(0, whole(letter.repeat(10))))
    const outcomes = await Promise.all([stuck, ...others])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['replaced', 'replaced', 'replaced', 'taken'])
    const file = await rig.submit()
    expect([await file.text(), upload.stored.size]).toEqual(['dddddddddd', 10])
  })

  it('during a write: stored bytes count, and the next request must start after them', async () => {
    await using rig = new Rig()
    const upload = rig.open('a', 10)
    const body = new Body().give('aaaaa')
    const first = upload.append(0, body.stream)
    while (upload.stored.size === 0) await new Promise((resolve) => setImmediate(resolve))
    const [, second, third] = await Promise.all([
      first,
      upload.append(0, whole('bbbbbbbbbb')),
      upload.append(5, whole('ccccc')),
    ])
    expect([second.outcome, third]).toEqual(['replaced', { outcome: 'taken', offset: 10 }])
    expect(await (await rig.submit()).text()).toBe('aaaaaccccc')
  })

  it('after the end of the session write nothing, and the file is deleted', async () => {
    await using rig = new Rig()
    const upload = rig.open('a', 10)
    const body = new Body().give('aaa')
    const first = upload.append(0, body.stream)
    const second = upload.append(0, new Body().give('bbb').stream)
    while (upload.stored.size === 0) await new Promise((resolve) => setImmediate(resolve))
    const path = upload.stored.path()
    await rig.page.session.close('left')
    expect(await Promise.all([first, second])).toMatchObject([
      { outcome: 'replaced' },
      { outcome: 'replaced' },
    ])
    expect(await upload.append(3, whole('ccc'))).toMatchObject({ outcome: 'bad_offset' })
    // The session has already requested this.
    await upload.delete()
    expect(existsSync(path)).toBe(false)
    await expect(upload.stored.write(bytes('x'))).rejects.toThrow('deleted')
    expect(readdirSync(dirname(path))).toEqual([])
  })
})

it('the path of an empty file leads to a file that only this user may read', async () => {
  await using rig = new Rig()
  rig.open('empty.txt', 0)
  const { path } = await rig.submit()
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['', 0o600])
})

describe('[F6] the total that a session may upload', () => {
  it('is limited, no matter what the fields accept, and a deleted file makes room', async () => {
    await using rig = new Rig(new MemoryFileStore(100, 90))
    rig.open('a', 50)
    rig.open('b', 41)
    expect([rig.files.length, rig.refusals]).toEqual([1, ['too_much_uploaded']])
    rig.open('c', 40)
    rig.say({ type: 'upload-cancel', owner: rig.form, field: 'data', upload: rig.files[0]?.id })
    rig.open('d', 50)
    expect(rig.files.map(({ name }) => name)).toEqual(['c', 'd'])
  })

  it('is nothing while the disk is full', async () => {
    class Full extends MemoryFileStore {
      override hasRoom(): boolean {
        return false
      }
    }
    await using rig = new Rig(new Full())
    rig.open('a', 1)
    expect([rig.files, rig.refusals]).toEqual([[], ['disk_full']])
  })

  it('the store of a server checks the disk of its files', () => {
    expect(typeof new DiskFileStore(1, 1).hasRoom()).toBe('boolean')
  })
})

it('[F6] the cost of each message about a file does not depend on the number of files', async () => {
  await using rig = new Rig(new MemoryFileStore())
  const sent = (): number => JSON.stringify(rig.page.batches).length
  const costs: number[] = []
  for (let i = 0; i < 200; i++) {
    const before = sent()
    rig.open(`file-${String(i).padStart(3, '0')}`, 0)
    rig.page.session.view.flush()
    costs.push(sent() - before)
  }
  expect(costs[199]).toBeLessThan((costs[0] as number) * 1.5)
})
