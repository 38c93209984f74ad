import fc from 'fast-check'
import type { JournalClaim, JournalStore } from '../../src/engine/durable/journal-store'
import { ClaimLostError } from '../../src/engine/durable/journal-store'
import type { StoreUnderTest } from './store-under-test'
import { LEASE_MS, loaded, session } from './stored-sessions'

type Step =
  | { readonly do: 'claim' | 'append' | 'repeat' | 'renew' | 'release' | 'truncate'; readonly node: 0 | 1 }
  | { readonly do: 'pass'; readonly ms: number }

const node = fc.constantFrom<0 | 1>(0, 1)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('claim', 'append', 'append', 'repeat', 'renew', 'release', 'truncate'),
      node,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(5000, LEASE_MS + 1) }),
  },
)
/** Steps of one round run concurrently. */
const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 })

/**
 * What one node knows. It never gives up a claim by itself, and learns about a loss only from the store, or not at all.
 */
interface Believer {
  readonly store: JournalStore
  claim: JournalClaim | null
  lastSeq: number
  lastBatch: { seq: number }[]
}

/**
 * Two nodes use one session in every order, and each relies on what it was last told. Afterwards, every
 * acknowledged record is in the journal with the epoch that wrote it, epochs have never decreased, and no
 * epoch has had two owners.
 */
export async function checkInterleavings(
  start: () => Promise<StoreUnderTest> | StoreUnderTest,
  runs: number,
): Promise<void> {
  const under = await start()
  const stores = [await under.node(), await under.node()] as const
  let run = 0
  try {
    await fc.assert(
      fc.asyncProperty(rounds, async (all) => {
        const id = `run-${++run}`
        const world = new World(id, stores, under)
        await world.begin()
        for (const round of all) await Promise.all(round.map((one) => world.take(one)))
        await world.check()
      }),
      { numRuns: runs },
    )
  } finally {
    await under.close()
  }
}

class World {
  readonly #id: string
  readonly #nodes: readonly [Believer, Believer]
  readonly #under: StoreUnderTest
  /** Records whose append resolved: seq → epoch. */
  readonly #acknowledged = new Map<number, number>()
  readonly #ownerOfEpoch = new Map<number, number>()
  /** The highest epoch that a claim has returned. */
  #epoch = 1
  #truncatedTo = 0
  readonly #faults: string[] = []

  constructor(id: string, stores: readonly [JournalStore, JournalStore], under: StoreUnderTest) {
    this.#id = id
    this.#under = under
    const believer = (store: JournalStore): Believer => ({ store, claim: null, lastSeq: 0, lastBatch: [] })
    this.#nodes = [believer(stores[0]), believer(stores[1])]
  }

  async begin(): Promise<void> {
    const first = this.#nodes[0]
    first.claim = await first.store.open(session(this.#id), 'node-0', LEASE_MS)
    this.#ownerOfEpoch.set(1, 0)
  }

  async take(one: Step): Promise<void> {
    if (one.do === 'pass') return void (await this.#under.pass(one.ms))
    const believer = this.#nodes[one.node]
    if (one.do === 'claim') return this.#claim(one.node)
    const { store, claim } = believer
    if (!claim) return
    if (one.do === 'renew') return void (await store.renew([claim], LEASE_MS))
    if (one.do === 'release') return store.release([claim])
    await this.#write(one.do, believer, claim)
  }

  async #claim(index: 0 | 1): Promise<void> {
    const believer = this.#nodes[index]
    const claim = await believer.store.claim(this.#id, `node-${index}`, LEASE_MS)
    if (!claim) return
    if (this.#ownerOfEpoch.has(claim.epoch)) this.#faults.push(`epoch ${claim.epoch} has two owners`)
    this.#ownerOfEpoch.set(claim.epoch, index)
    this.#epoch = Math.max(this.#epoch, claim.epoch)
    const all = await loaded(believer.store, this.#id)
    Object.assign(believer, { claim, lastSeq: all.at(-1)?.seq ?? 0, lastBatch: [] })
  }

  async #write(
    what: 'append' | 'repeat' | 'truncate',
    believer: Believer,
    claim: JournalClaim,
  ): Promise<void> {
    const { store } = believer
    const isOld = claim.epoch < this.#epoch
    const batch =
      what === 'repeat'
        ? believer.lastBatch
        : [1, 2]
            .slice(0, what === 'append' ? 2 : 1)
            .map((n) => ({ seq: believer.lastSeq + n, epoch: claim.epoch }))
    const last = batch.at(-1)?.seq ?? believer.lastSeq
    believer.lastSeq = Math.max(believer.lastSeq, last)
    if (what === 'append') believer.lastBatch = batch
    try {
      if (what === 'truncate') await store.truncate(claim, batch[0]!)
      else await store.append(claim, batch)
    } catch (error) {
      if (!(error instanceof ClaimLostError)) throw error
      return
    }
    if (isOld) this.#faults.push(`epoch ${claim.epoch} wrote after epoch ${this.#epoch}`)
    if (what === 'truncate') this.#truncatedTo = Math.max(this.#truncatedTo, last)
    for (const { seq } of batch) this.#acknowledged.set(seq, claim.epoch)
  }

  async check(): Promise<void> {
    const all = (await loaded(this.#nodes[0].store, this.#id)) as { seq: number; epoch: number }[]
    const found = new Map(all.map(({ seq, epoch }) => [seq, epoch]))
    for (const [seq, epoch] of this.#acknowledged)
      if (seq >= this.#truncatedTo && found.get(seq) !== epoch)
        this.#faults.push(`record ${seq} of epoch ${epoch} is lost: ${found.get(seq)}`)
    const epochs = all.map(({ epoch }) => epoch)
    if (epochs.some((epoch, index) => epoch < (epochs[index - 1] ?? 0)))
      this.#faults.push(`epochs go down: ${epochs}`)
    const seqs = all.map(({ seq }) => seq)
    if (seqs.some((seq, index) => index > 0 && seq !== seqs[index - 1]! + 1))
      this.#faults.push(`a gap: ${seqs}`)
    expect(this.#faults).toEqual([])
  }
}
