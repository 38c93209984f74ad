import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JournalEntry } from '../../src/engine/durable/journal-store'
import { ClaimLostError } from '../../src/engine/durable/journal-store'
import { MemoryJournalStore } from '../../src/engine/durable/memory-journal-store'
import { LARGE_RECORD, LargeRecordStore } from '../../src/server/durable/large-records'
import { FakeClock } from '../support/fake-clock'
import { describeJournalStore } from './journal-store-suite'
import type { StoreUnderTest } from './store-under-test'

async function recordsOf(records: AsyncIterable<JournalEntry>): Promise<JournalEntry[]> {
  const all: JournalEntry[] = []
  for await (const record of records) all.push(record)
  return all
}

// So small that every record is large.
describeJournalStore(
  'LargeRecordStore',
  async (): Promise<StoreUnderTest> => {
    const folder = await mkdtemp(join(tmpdir(), 'webio-records-'))
    const clock = new FakeClock()
    const memory = new MemoryJournalStore(clock)
    return {
      node: () => new LargeRecordStore(memory, join(folder, 'store', 'records'), 1),
      pass: (ms) => clock.advance(ms / 1000),
      close: () => rm(folder, { recursive: true }),
    }
  },
  { runs: 12, many: 500 },
)

describe('a large record', () => {
  let own: string
  let folder: string
  beforeEach(async () => {
    own = await mkdtemp(join(tmpdir(), 'webio-records-'))
    folder = join(own, 'store', 'records')
    await mkdir(folder, { recursive: true })
  })
  afterEach(() => rm(own, { recursive: true }))

  it.each(['', '.', '..', '../other', 'a/b'])(
    'is neither read nor removed outside of its folder: %j',
    async (id) => {
      await mkdir(join(own, 'store', 'other'))
      const memory = new MemoryJournalStore()
      memory.sweep = () => Promise.resolve([id])
      const store = new LargeRecordStore(memory, folder, 1)
      await store.end({ session: id, epoch: 1 })
      await store.sweep(1)
      await expect(store.append({ session: id, epoch: 1 }, [large(1)])).rejects.toThrow(ClaimLostError)
      expect(await readdir(join(own, 'store'))).toEqual(['other', 'records'])
      expect(await readdir(folder)).toEqual([])
    },
  )

  const session = { id: 's', app: 'main', version: '', user: null, secretHash: 'a'.repeat(64) }
  const large = (seq: number) => ({ seq, kind: 'step', value: 'x'.repeat(LARGE_RECORD) })

  it('stays in a file until a checkpoint or the end of the session makes it obsolete', async () => {
    const memory = new MemoryJournalStore()
    const store = new LargeRecordStore(memory, folder)
    const claim = await store.open(session, 'a', 1000)
    await store.append(claim, [{ seq: 1, kind: 'open' }, large(2), large(3)])
    const names = await readdir(join(folder, 's'))
    expect(names.map((name) => name.replace(/-.*\./, '.')).sort()).toEqual(['2.json', '3.json'])
    expect(await recordsOf(memory.load('s'))).toEqual([
      { seq: 1, kind: 'open' },
      { seq: 2, kind: 'step', file: names.find((name) => name.startsWith('2-')) },
      { seq: 3, kind: 'step', file: names.find((name) => name.startsWith('3-')) },
    ])
    expect(await recordsOf(store.load('s'))).toEqual([{ seq: 1, kind: 'open' }, large(2), large(3)])
    await store.truncate(claim, large(3))
    expect(await readdir(join(folder, 's'))).toEqual([expect.stringMatching(/^3-/)])
    await store.end(claim)
    expect(await readdir(folder)).toEqual([])
  })

  it('fails with ClaimLostError if the next owner removes the folder during the write', async () => {
    const small = (seq: number) => ({ seq, kind: 'step', value: 'x' })
    const clock = new FakeClock()
    const memory = new MemoryJournalStore(clock)
    const [stale, owner] = [new LargeRecordStore(memory, folder, 1), new LargeRecordStore(memory, folder, 1)]
    for (let run = 1; run <= 10; run++) {
      const claim = await stale.open({ ...session, id: `s${run}` }, 'a', 1000)
      clock.advance(2)
      const next = (await owner.claim(claim.session, 'b', 1000))!
      await owner.append(next, [small(1)])
      const late = stale.append(claim, [small(1), small(2), small(3)])
      const refused = expect(late).rejects.toThrow(ClaimLostError)
      await owner.truncate(next, small(2))
      expect(await recordsOf(owner.load(claim.session))).toEqual([small(2)])
      await owner.end(next)
      await refused
    }
    expect(await readdir(folder)).toEqual([])
  })

  it('stays if the previous owner has not yet cleaned up after the same checkpoint', async () => {
    const clock = new FakeClock()
    const memory = new MemoryJournalStore(clock)
    const [stale, owner] = [new LargeRecordStore(memory, folder), new LargeRecordStore(memory, folder)]
    const claim = await stale.open(session, 'a', 1000)
    await stale.append(claim, [large(1), large(2)])
    const truncate = memory.truncate.bind(memory)
    memory.truncate = async (...call) => {
      memory.truncate = truncate
      await truncate(...call)
      clock.advance(2)
      const next = (await owner.claim('s', 'b', 1000))!
      await owner.truncate(next, large(2))
    }
    await stale.truncate(claim, large(2))
    expect(await recordsOf(owner.load('s'))).toEqual([large(2)])
  })

  it.each([
    ['missing', (path: string) => rm(path)],
    ['cut off', (path: string) => writeFile(path, '{"seq":1,"ki')],
    ['that of another record', (path: string) => writeFile(path, '{"seq":7}')],
  ])('is reported if its file is %s', async (_what, damage) => {
    const store = new LargeRecordStore(new MemoryJournalStore(), folder)
    const claim = await store.open(session, 'a', 1000)
    await store.append(claim, [large(1)])
    const [name = ''] = await readdir(join(folder, 's'))
    await damage(join(folder, 's', name))
    await expect(recordsOf(store.load('s'))).rejects.toThrow(
      `The journal of session s is damaged at record 1: its file in ${join(folder, 's')} is missing or cannot be read.`,
    )
  })
})
