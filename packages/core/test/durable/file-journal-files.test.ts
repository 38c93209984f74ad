import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { readdirSync, readlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JournalClaim } from '../../src/engine/durable/journal-store'
import { DamagedJournalError } from '../../src/engine/durable/journal-store'
import { FileJournalStore } from '../../src/server/durable/file-journal-store'
import { FirstLineError, readJournalFile } from '../../src/server/durable/journal-file'
import { FakeClock } from '../support/fake-clock'
import { LEASE_MS, loaded, records, session } from './stored-sessions'

let parent: string
let folder: string
let clock: FakeClock
let store: FileJournalStore
const others: FileJournalStore[] = []

const another = () => {
  const one = new FileJournalStore(folder, { clock })
  others.push(one)
  return one
}
const pathOf = (id: string) => join(folder, `${id}.jsonl`)

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'webio-journals-'))
  folder = join(parent, 'a', 'sessions')
  clock = new FakeClock()
  store = another()
})
afterEach(async () => {
  for (const one of others.splice(0)) await one.close()
  await rm(parent, { recursive: true })
})

/** A session with two appends, whose process has ended. */
async function left(): Promise<{ bytes: Buffer; lastLineAt: number }> {
  const claim = await store.open(session('s'), 'n', LEASE_MS)
  await store.append(claim, records(1, 2))
  const lastLineAt = (await stat(pathOf('s'))).size
  await store.append(claim, records(3, 5, { text: 'Zürich 🙂' }))
  await store.close()
  return { bytes: await readFile(pathOf('s')), lastLineAt }
}

describe('a truncated file', () => {
  it('loses only its last append, no matter where its last record is cut off', async () => {
    const { bytes, lastLineAt } = await left()
    // The record is complete without its line feed.
    for (let size = lastLineAt; size < bytes.length - 1; size++) {
      const file = readJournalFile(bytes.subarray(0, size))!
      expect([file.lastSeq, file.damage]).toEqual([2, null])
    }
    for (const size of [bytes.length - 1, bytes.length])
      expect(readJournalFile(bytes.subarray(0, size))!.entries).toEqual([
        ...records(1, 2),
        ...records(3, 5, { text: 'Zürich 🙂' }),
      ])
  })

  it('is continued by the next owner, no matter where its last record is cut off', async () => {
    const { bytes, lastLineAt } = await left()
    for (const size of [lastLineAt, lastLineAt + 1, lastLineAt + 40, bytes.length - 9, bytes.length - 2]) {
      await writeFile(pathOf('s'), bytes.subarray(0, size))
      const next = another()
      const claim = (await next.claim('s', 'n', LEASE_MS))!
      await next.append(claim, records(3, 4, { again: true }))
      await next.append(claim, records(5, 5))
      expect(await loaded(next, 's')).toEqual([
        ...records(1, 2),
        ...records(3, 4, { again: true }),
        ...records(5, 5),
      ])
      await next.close()
    }
  })

  it('loses only its last append to zeros that a power failure leaves', async () => {
    const { bytes, lastLineAt } = await left()
    for (const from of [lastLineAt, lastLineAt + 10, lastLineAt + 50]) {
      const zeroed = Buffer.from(bytes).fill(0, from)
      for (const whole of [zeroed, Buffer.concat([zeroed.subarray(0, -1), Buffer.from('\n')])])
        expect(readJournalFile(whole)).toMatchObject({ lastSeq: 2, damage: null })
    }
  })

  it('is not yet a session if its first line is cut off', async () => {
    await store.open(session('s'), 'n', LEASE_MS)
    const bytes = await readFile(pathOf('s'))
    for (let size = 0; size < bytes.length - 1; size++)
      expect(readJournalFile(bytes.subarray(0, size))).toBeNull()
    await writeFile(pathOf('s'), bytes.subarray(0, 20))
    const next = another()
    expect(await next.get('s')).toBeNull()
    expect(await next.claim('s', 'n', LEASE_MS)).toBeNull()
    expect(await next.list()).toEqual([])
  })
})

describe('a damaged file', () => {
  it('is reported with its first missing record, no matter which byte is damaged', async () => {
    const { bytes } = await left()
    const next = another()
    // A claim follows, so the last record does not count as cut off.
    await next.claim('s', 'n', LEASE_MS)
    await next.close()
    const whole = await readFile(pathOf('s'))
    expect(whole.length).toBeGreaterThan(bytes.length)
    const firstLine = whole.indexOf(10)
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(whole)
      changed[at]! ^= 4
      if (at <= firstLine) expect(() => readJournalFile(changed)).toThrow(FirstLineError)
      else expect(readJournalFile(changed)?.damage ?? `byte ${at}`).toMatchObject({ seq: expect.any(Number) })
    }
  })

  it('is reported if its first lines are gone', async () => {
    await store.open(session('t'), 'n', LEASE_MS)
    const { bytes } = await left()
    for (let at = bytes.indexOf(10) + 1; at < bytes.length; at = bytes.indexOf(10, at) + 1) {
      await writeFile(pathOf('s'), bytes.subarray(at))
      const next = another()
      await expect(next.get('s')).rejects.toThrow(DamagedJournalError)
      await expect(next.claim('s', 'n', LEASE_MS)).rejects.toThrow(DamagedJournalError)
      expect((await next.list()).map(({ id }) => id)).toEqual(['t'])
      expect(await next.sweep(60_000)).toEqual([])
      await next.close()
    }
  })

  it('does not hide other sessions', async () => {
    await store.open(session('t'), 'n', LEASE_MS)
    const { bytes } = await left()
    const middle = Buffer.from(bytes)
    middle[bytes.indexOf('"records"') + 20]! ^= 1
    await writeFile(pathOf('s'), middle)
    const next = another()
    await expect(loaded(next, 's')).rejects.toThrow(
      new DamagedJournalError('s', 1, 'the record after it is there'),
    )
    // Its row is intact, so the session can be taken over and ended.
    const claim = (await next.claim('s', 'n', LEASE_MS))!
    await next.end(claim)
    await writeFile(pathOf('u'), bytes.fill(88, 10, 20))
    await expect(next.get('u')).rejects.toThrow(DamagedJournalError)
    expect((await next.list()).map(({ id }) => id)).toEqual(['t'])
  })

  it('is intact again after a checkpoint that follows the damage', async () => {
    const { bytes } = await left()
    bytes[bytes.indexOf('"records"') + 20]! ^= 1
    await writeFile(pathOf('s'), bytes)
    const next = another()
    const claim = (await next.claim('s', 'n', LEASE_MS))!
    await next.truncate(claim, { seq: 6 })
    expect(await loaded(next, 's')).toEqual([{ seq: 6 }])
  })
})

describe('a folder', () => {
  it('and its files are accessible only to this user', async () => {
    const claim = await store.open(session('s'), 'n', LEASE_MS)
    await store.renew([claim], LEASE_MS)
    const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)
    expect(await modeOf(folder)).toBe('700')
    expect(await modeOf(pathOf('s'))).toBe('600')
    for (const name of await readdir(join(folder, 'nodes')))
      if (!name.endsWith('.sock'))
        expect([name, await modeOf(join(folder, 'nodes', name))]).toEqual([name, '600'])
  })

  it('that cannot be created is reported with a fix', async () => {
    const path = join(parent, 'file')
    await writeFile(path, '')
    const broken = new FileJournalStore(join(path, 'sessions'))
    await expect(broken.open(session('s'), 'n', LEASE_MS)).rejects.toThrow(
      `open session s: ENOTDIR in ${join(path, 'sessions')}. A part of the path is a file: choose another folder.`,
    )
    await broken.close()
  })

  it('is empty after sessions have ended and stores have closed', async () => {
    const claims = await Promise.all(['s', 't'].map((id) => store.open(session(id), 'n', LEASE_MS)))
    await store.renew(claims, LEASE_MS)
    for (const claim of claims) await store.end(claim)
    await store.close()
    expect(await readdir(folder, { recursive: true })).toEqual(['nodes'])
  })

  it('shrinks with checkpoints', async () => {
    const claim = await store.open(session('s'), 'n', LEASE_MS)
    for (let seq = 1; seq < 60; seq += 2) {
      await store.append(claim, [{ seq, text: 'x'.repeat(20_000) }])
      await store.truncate(claim, { seq: seq + 1, text: 'checkpoint' })
    }
    expect((await stat(pathOf('s'))).size).toBeLessThan(600_000)
    expect(await loaded(store, 's')).toEqual([{ seq: 60, text: 'checkpoint' }])
  })
})

describe('open files', () => {
  // Where the system reports the open files of a process.
  const itIfTold = process.platform === 'linux' ? it : it.skip
  const openFiles = () =>
    readdirSync('/proc/self/fd').filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`).endsWith('.jsonl')
      } catch {
        return false
      }
    }).length

  itIfTold('are few, however many sessions there are, and none come from sessions at rest', async () => {
    const claims: JournalClaim[] = []
    for (let from = 0; from < 300; from += 100)
      claims.push(
        ...(await Promise.all(
          Array.from({ length: 100 }, (_, n) => store.open(session(`s${from + n}`), 'n', LEASE_MS)),
        )),
      )
    await Promise.all(claims.map((claim) => store.append(claim, records(1, 1))))
    expect(openFiles()).toBeLessThanOrEqual(64)
    await store.release(claims)
    expect(openFiles()).toBe(0)
  })
})

describe('a process that cannot be checked', () => {
  it('keeps its claims until their leases are over', async () => {
    const claim = await store.open(session('s'), 'n', LEASE_MS)
    await store.renew([claim], LEASE_MS)
    await store.append(claim, records(1, 1))
    const [name = ''] = (await readdir(join(folder, 'nodes'))).filter((one) => one.endsWith('.json'))
    const node = await readFile(join(folder, 'nodes', name), 'utf8')
    await store.close()
    // As if it ran on another machine that has stopped.
    await writeFile(join(folder, 'nodes', name), node.replace(/"kernel":"[^"]*"/, '"kernel":"another"'))
    const next = another()
    expect(await next.claim('s', 'm', LEASE_MS)).toBeNull()
    clock.advance(LEASE_MS / 1000 + 1)
    expect(await next.claim('s', 'm', LEASE_MS)).toEqual({ session: 's', epoch: 2 })
  })
})
