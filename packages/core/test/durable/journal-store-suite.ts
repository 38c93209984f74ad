import fc from 'fast-check'
import type { JournalClaim, JournalEntry, JournalStore } from '../../src/engine/durable/journal-store'
import { ClaimLostError } from '../../src/engine/durable/journal-store'
import { checkInterleavings } from './interleavings'
import type { StoreUnderTest } from './store-under-test'
import { LEASE_MS, loaded, records, session } from './stored-sessions'

export interface SuiteOptions {
  /** How many runs each property test has. @default 100 */
  readonly runs?: number
  /** How many sessions the test of many sessions has. @default 10,000 */
  readonly many?: number
}

const seqs = async (store: JournalStore, id: string) => (await loaded(store, id)).map(({ seq }) => seq)

/** The rules of JournalStore for every store. */
export function describeJournalStore(
  name: string,
  start: () => Promise<StoreUnderTest> | StoreUnderTest,
  { runs = 100, many = 10_000 }: SuiteOptions = {},
): void {
  describe(name, () => {
    let under: StoreUnderTest
    let a: JournalStore
    let b: JournalStore

    beforeEach(async () => {
      under = await start()
      a = await under.node()
      b = await under.node()
    })
    afterEach(() => under.close())

    describe('open', () => {
      it('adds a row, which its owner holds until the lease expires', async () => {
        const claim = await a.open(session('s', { user: '"Zoë" 🙂' }), 'node-a', LEASE_MS)
        expect(claim).toEqual({ session: 's', epoch: 1 })
        const row = await b.get('s')
        expect(row).toMatchObject({
          ...session('s', { user: '"Zoë" 🙂' }),
          owner: 'node-a',
          epoch: 1,
          lastSeq: 0,
        })
        expect(row).toMatchObject({ state: 'live', openedAt: expect.any(Number), seenAt: row!.openedAt })
        expect(row!.leaseUntil - row!.openedAt).toBe(LEASE_MS)
        expect(await loaded(b, 's')).toEqual([])
      })

      it('refuses an id that exists, and leaves that session alone', async () => {
        const claim = await a.open(session('s'), 'node-a', LEASE_MS)
        await expect(b.open(session('s'), 'node-b', LEASE_MS)).rejects.toThrow('session s exists')
        await a.append(claim, records(1, 1))
        expect(await a.get('s')).toMatchObject({ owner: 'node-a', lastSeq: 1 })
      })

      it.each(['', '.', '..', '../s', 'a/b', 'a\\b', 'a b', 'a\u0000', 'a:b', '*', 'x'.repeat(129), 'é'])(
        'refuses the id %j, and does not know a session with it',
        async (id) => {
          await expect(a.open(session(id), 'node-a', LEASE_MS)).rejects.toThrow(TypeError)
          expect(await a.get(id)).toBeNull()
          expect(await a.claim(id, 'node-a', LEASE_MS)).toBeNull()
          expect(await loaded(a, id)).toEqual([])
          await expect(a.append({ session: id, epoch: 1 }, records(1, 1))).rejects.toThrow(ClaimLostError)
          expect(await a.renew([{ session: id, epoch: 1 }], LEASE_MS)).toHaveLength(1)
          await a.release([{ session: id, epoch: 1 }])
          await a.end({ session: id, epoch: 1 })
        },
      )

      it.each(['a\u0000b', 'a\ud800b', '\udc00'])(
        'refuses a user %j, which databases cannot store',
        async (user) => {
          await expect(a.open(session('s', { user }), 'node-a', LEASE_MS)).rejects.toThrow(
            'open: user contains NUL or half of a surrogate pair',
          )
          expect(await a.get('s')).toBeNull()
        },
      )

      it('distinguishes ids that differ only in case', async () => {
        await a.open(session('abc'), 'node-a', LEASE_MS)
        expect(await a.get('ABC')).toBeNull()
        expect(await a.claim('aBc', 'node-a', LEASE_MS)).toBeNull()
      })
    })

    describe('claim', () => {
      it('does not claim a session that is held, not even for the same owner', async () => {
        await a.open(session('s'), 'node-a', LEASE_MS)
        expect(await b.claim('s', 'node-b', LEASE_MS)).toBeNull()
        expect(await a.claim('s', 'node-a', LEASE_MS)).toBeNull()
      })

      it('claims a released session at once, and raises the epoch', async () => {
        const claim = await a.open(session('s'), 'node-a', LEASE_MS)
        await a.release([claim])
        expect(await b.get('s')).toMatchObject({ owner: null, leaseUntil: 0, epoch: 1, state: 'live' })
        expect(await b.claim('s', 'node-b', LEASE_MS)).toEqual({ session: 's', epoch: 2 })
        expect(await a.get('s')).toMatchObject({ owner: 'node-b', epoch: 2 })
      })

      it('claims a session once its lease has expired, and not before', async () => {
        await a.open(session('s'), 'node-a', LEASE_MS)
        await under.pass(LEASE_MS - 5000)
        expect(await b.claim('s', 'node-b', LEASE_MS)).toBeNull()
        await under.pass(5001)
        expect(await b.claim('s', 'node-b', LEASE_MS)).toEqual({ session: 's', epoch: 2 })
      })

      it('lets exactly one of many nodes win', async () => {
        const claim = await a.open(session('s'), 'node-a', LEASE_MS)
        await a.append(claim, records(1, 3))
        await a.release([claim])
        const c = await under.node()
        const claims = await Promise.all(
          Array.from({ length: 24 }, (_, index) => [a, b, c][index % 3]!.claim('s', `n${index}`, LEASE_MS)),
        )
        const won = claims.filter((one) => one !== null)
        expect(won).toEqual([{ session: 's', epoch: 2 }])
        expect(await a.get('s')).toMatchObject({ owner: `n${claims.indexOf(won[0]!)}`, epoch: 2 })
      })

      it('finds no session that does not exist', async () => {
        expect(await a.claim('nobody', 'node-a', LEASE_MS)).toBeNull()
        expect(await a.get('nobody')).toBeNull()
        expect(await loaded(a, 'nobody')).toEqual([])
      })
    })

    describe('append', () => {
      let claim: JournalClaim
      beforeEach(async () => {
        claim = await a.open(session('s'), 'node-a', LEASE_MS)
      })

      it('keeps records in order, for every node', async () => {
        await a.append(claim, records(1, 2))
        await a.append(claim, records(3, 3, { kind: 'answer', value: { city: 'Zürich' } }))
        const expected = [...records(1, 2), { seq: 3, kind: 'answer', value: { city: 'Zürich' } }]
        expect(await loaded(a, 's')).toEqual(expected)
        expect(await loaded(b, 's')).toEqual(expected)
        expect(await b.get('s')).toMatchObject({ lastSeq: 3 })
      })

      it('ignores records that it already has', async () => {
        await a.append(claim, records(1, 3, { first: true }))
        await a.append(claim, records(1, 3, { first: false }))
        await a.append(claim, records(2, 5, { first: false }))
        await a.append(claim, [])
        expect(await loaded(b, 's')).toEqual([
          ...records(1, 3, { first: true }),
          ...records(4, 5, { first: false }),
        ])
      })

      it.each([
        ['a gap before them', [...records(1, 1), ...records(3, 3)]],
        ['a gap at the start', records(2, 2)],
        ['the wrong order', [...records(2, 2), ...records(1, 1)]],
        ['a number twice', [...records(1, 1), ...records(1, 1)]],
        ['no number', [{ seq: 0.5 }]],
        ['a number below 1', [{ seq: 0 }]],
      ])('refuses records with %s, all of them', async (_, entries) => {
        await expect(a.append(claim, entries)).rejects.toThrow(RangeError)
        expect(await loaded(a, 's')).toEqual([])
        await a.append(claim, records(1, 1))
        expect(await seqs(b, 's')).toEqual([1])
      })

      it('keeps concurrent calls in order', async () => {
        await Promise.all(
          Array.from({ length: 50 }, (_, index) => a.append(claim, records(index + 1, index + 1))),
        )
        expect(await seqs(b, 's')).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
      })

      it('refuses a node that lost its claim without noticing', async () => {
        await a.append(claim, records(1, 1))
        await under.pass(LEASE_MS + 1)
        const next = (await b.claim('s', 'node-b', LEASE_MS))!
        await b.append(next, records(2, 2, { by: 'b' }))
        await expect(a.append(claim, records(2, 2, { by: 'a' }))).rejects.toThrow(ClaimLostError)
        await expect(a.append(claim, records(3, 3))).rejects.toThrow(ClaimLostError)
        await expect(a.append(claim, [])).rejects.toThrow(ClaimLostError)
        await expect(a.truncate(claim, { seq: 3 })).rejects.toThrow(ClaimLostError)
        await b.append(next, records(3, 3, { by: 'b' }))
        expect(await loaded(a, 's')).toEqual([...records(1, 1), ...records(2, 3, { by: 'b' })])
      })

      it('refuses a claim that was released, even if nobody has claimed the session', async () => {
        await a.release([claim])
        await expect(a.append(claim, records(1, 1))).rejects.toThrow(ClaimLostError)
        expect(await loaded(a, 's')).toEqual([])
      })

      it('accepts an expired claim if nobody has claimed the session since', async () => {
        await under.pass(LEASE_MS * 2)
        await a.append(claim, records(1, 1))
        expect(await seqs(a, 's')).toEqual([1])
      })

      it('refuses an epoch that has not begun', async () => {
        await expect(a.append({ session: 's', epoch: 2 }, records(1, 1))).rejects.toThrow(ClaimLostError)
        expect(await loaded(a, 's')).toEqual([])
      })

      it.each<[string, JournalEntry]>([
        ['emoji and other planes', { seq: 1, text: '👩‍👩‍👧‍👦 𝒳 ﷽ \u2028\u2029\ufeff' }],
        ['halves of surrogate pairs', { seq: 1, '\ud83d': '\ude00 \ud800', list: ['\udfff'] }],
        ['control characters', { seq: 1, text: '\u0000\u0001\n\r\t\u007f\u0085', '\u0000\n': '\\u0000' }],
        [
          'names with a meaning',
          JSON.parse('{"seq":1,"__proto__":{"x":1},"constructor":"c","toString":null}'),
        ],
        ['numbers', { seq: 1, n: [0, -1.5, 1e308, 5e-324, Number.MAX_SAFE_INTEGER] }],
        [
          'what looks like a store’s own format',
          { seq: 1, text: '{"crc":"00000000","epoch":9}\n{"crc"', epoch: 9 },
        ],
        ['1 MB', { seq: 1, text: 'ä"\\'.repeat(250_000) }],
        ['depth', { seq: 1, deep: JSON.parse('['.repeat(2000) + ']'.repeat(2000)) }],
      ])('keeps %s', async (_, entry) => {
        await a.append(claim, [entry, { seq: 2 }])
        const all = await loaded(b, 's')
        expect(all.map((one) => JSON.stringify(one))).toEqual([JSON.stringify(entry), '{"seq":2}'])
      })

      it('keeps any JSON', async () => {
        let seq = 0
        const value = fc.jsonValue({ maxDepth: 3 })
        await fc.assert(
          fc.asyncProperty(value, async (json) => {
            const entry = JSON.parse(JSON.stringify({ seq: ++seq, json }))
            await a.append(claim, [entry])
            expect((await loaded(a, 's')).at(-1)).toEqual(entry)
          }),
          { numRuns: Math.min(runs, 50) },
        )
      })

      it('is not affected by later changes to a record', async () => {
        const entry = { seq: 1, list: [1] }
        const done = a.append(claim, [entry])
        entry.list.push(2)
        await done
        entry.list.push(3)
        expect(await loaded(a, 's')).toEqual([{ seq: 1, list: [1] }])
      })
    })

    describe('truncate', () => {
      let claim: JournalClaim
      beforeEach(async () => {
        claim = await a.open(session('s'), 'node-a', LEASE_MS)
        await a.append(claim, records(1, 5))
      })

      it('replaces everything before the record', async () => {
        await a.truncate(claim, { seq: 6, kind: 'checkpoint' })
        expect(await loaded(b, 's')).toEqual([{ seq: 6, kind: 'checkpoint' }])
        await a.append(claim, records(7, 8))
        expect(await seqs(b, 's')).toEqual([6, 7, 8])
        expect(await b.get('s')).toMatchObject({ lastSeq: 8 })
      })

      it('keeps everything after the record', async () => {
        await a.truncate(claim, { seq: 4, kind: 'checkpoint' })
        expect(await loaded(b, 's')).toEqual([{ seq: 4, kind: 'checkpoint' }, ...records(5, 5)])
        expect(await b.get('s')).toMatchObject({ lastSeq: 5 })
      })

      it('can be repeated, as can the appends before and after it', async () => {
        for (let times = 0; times < 2; times++) await a.truncate(claim, { seq: 6, kind: 'checkpoint' })
        await a.append(claim, records(5, 7))
        await a.truncate(claim, { seq: 6, kind: 'checkpoint' })
        await a.truncate(claim, { seq: 3, kind: 'old' })
        expect(await loaded(b, 's')).toEqual([{ seq: 6, kind: 'checkpoint' }, ...records(7, 7)])
      })

      it('refuses a gap', async () => {
        await expect(a.truncate(claim, { seq: 7 })).rejects.toThrow(RangeError)
        expect(await seqs(a, 's')).toEqual([1, 2, 3, 4, 5])
      })

      it('survives a change of owner', async () => {
        await a.truncate(claim, { seq: 6, kind: 'checkpoint' })
        await a.release([claim])
        const next = (await b.claim('s', 'node-b', LEASE_MS))!
        await b.append(next, records(7, 7))
        expect(await seqs(a, 's')).toEqual([6, 7])
      })
    })

    describe('renew and release', () => {
      it('extends claims, and reports which are lost', async () => {
        const [one, two, three] = [
          await a.open(session('s1'), 'node-a', LEASE_MS),
          await a.open(session('s2'), 'node-a', LEASE_MS),
          await a.open(session('s3'), 'node-a', LEASE_MS),
        ]
        await under.pass(10_000)
        await a.release([three])
        expect(await a.renew([one, three, { session: 'nobody', epoch: 1 }], LEASE_MS)).toEqual([
          three,
          { session: 'nobody', epoch: 1 },
        ])
        await under.pass(10_000)
        expect(await b.claim('s1', 'node-b', LEASE_MS)).toBeNull()
        expect(await b.claim('s2', 'node-b', LEASE_MS)).toEqual({ session: 's2', epoch: 2 })
        expect(await a.renew([one, two], LEASE_MS)).toEqual([two])
        const { leaseUntil, seenAt } = (await b.get('s1'))!
        expect(leaseUntil - seenAt).toBe(LEASE_MS)
      })

      it('extends an expired claim if nobody has claimed the session since', async () => {
        const claim = await a.open(session('s'), 'node-a', LEASE_MS)
        await under.pass(LEASE_MS * 2)
        expect(await a.renew([claim], LEASE_MS)).toEqual([])
        expect(await b.claim('s', 'node-b', LEASE_MS)).toBeNull()
      })

      it('has no effect with an earlier claim', async () => {
        const old = await a.open(session('s'), 'node-a', LEASE_MS)
        await a.release([old])
        await b.claim('s', 'node-b', LEASE_MS)
        await a.release([old])
        await a.end(old)
        expect(await a.renew([old], LEASE_MS)).toEqual([old])
        expect(await b.get('s')).toMatchObject({ owner: 'node-b', epoch: 2, state: 'live' })
      })

      it('accepts an empty list', async () => {
        expect(await a.renew([], LEASE_MS)).toEqual([])
        await a.release([])
      })
    })

    describe('end', () => {
      it('removes the row and the journal', async () => {
        const claim = await a.open(session('s'), 'node-a', LEASE_MS)
        await a.append(claim, records(1, 2))
        await a.end(claim)
        expect(await b.get('s')).toBeNull()
        expect(await loaded(b, 's')).toEqual([])
        await expect(a.append(claim, records(3, 3))).rejects.toThrow(ClaimLostError)
        expect(await b.claim('s', 'node-b', LEASE_MS)).toBeNull()
        expect(await a.renew([claim], LEASE_MS)).toEqual([claim])
        await a.end(claim)
      })

      it('keeps a closed session for audits, which nobody can claim or append to', async () => {
        const claim = await a.open(session('s'), 'node-a', LEASE_MS)
        await a.append(claim, records(1, 2))
        await a.end(claim, { keepMs: 60_000 })
        expect(await b.get('s')).toMatchObject({ state: 'closed', owner: null, leaseUntil: 0, lastSeq: 2 })
        expect(await seqs(b, 's')).toEqual([1, 2])
        await expect(a.append(claim, records(3, 3))).rejects.toThrow(ClaimLostError)
        expect(await b.claim('s', 'node-b', LEASE_MS)).toBeNull()
        await under.pass(50_000)
        expect(await b.sweep(1000)).toEqual([])
        await under.pass(10_001)
        expect(await b.sweep(1_000_000)).toEqual(['s'])
        expect(await b.get('s')).toBeNull()
        expect(await loaded(b, 's')).toEqual([])
      })
    })

    describe('list and sweep', () => {
      it('lists rows by application, user, owner and state', async () => {
        await a.open(session('s1', { app: 'x', user: 'ann' }), 'node-a', LEASE_MS)
        await b.open(session('s2', { app: 'x', user: 'bob' }), 'node-b', LEASE_MS)
        const closed = await a.open(session('s3', { app: 'y', user: 'ann' }), 'node-a', LEASE_MS)
        const free = await a.open(session('s4', { app: 'y' }), 'node-a', LEASE_MS)
        await a.end(closed, { keepMs: 60_000 })
        await a.release([free])
        const ids = async (filter?: Parameters<JournalStore['list']>[0]) =>
          (await b.list(filter)).map(({ id }) => id).sort()
        expect(await ids()).toEqual(['s1', 's2', 's4'])
        expect(await ids({ app: 'x' })).toEqual(['s1', 's2'])
        expect(await ids({ user: 'ann' })).toEqual(['s1'])
        expect(await ids({ user: 'ann', state: 'all' })).toEqual(['s1', 's3'])
        expect(await ids({ state: 'closed' })).toEqual(['s3'])
        expect(await ids({ owner: 'node-a' })).toEqual(['s1'])
        expect(await ids({ app: 'y', owner: 'node-a' })).toEqual([])
        expect(await ids({ app: 'nothing' })).toEqual([])
        expect(await b.list({ app: 'x', user: 'bob' })).toEqual([await b.get('s2')])
      })

      it('lists the newest first, up to the limit', async () => {
        for (const id of ['s1', 's2', 's3']) {
          await a.open(session(id), 'node-a', LEASE_MS)
          await under.pass(1000)
        }
        expect((await b.list()).map(({ id }) => id)).toEqual(['s3', 's2', 's1'])
        expect((await b.list({ limit: 2 })).map(({ id }) => id)).toEqual(['s3', 's2'])
      })

      it('removes sessions that are not claimed and have not been active for that long', async () => {
        const [, seen] = [
          await a.open(session('idle'), 'node-a', LEASE_MS),
          await a.open(session('seen'), 'node-a', LEASE_MS),
        ]
        await under.pass(60_000)
        await a.renew([seen], LEASE_MS)
        await a.open(session('held'), 'node-a', 10 * 60_000)
        await under.pass(60_000)
        expect(await b.sweep(90_000)).toEqual(['idle'])
        expect(await b.get('idle')).toBeNull()
        expect((await b.sweep(50_000)).sort()).toEqual(['seen'])
        expect((await b.list()).map(({ id }) => id)).toEqual(['held'])
        expect(await b.sweep(0)).toEqual([])
      })

      it(`lists and sweeps ${many} sessions`, async () => {
        const claims: JournalClaim[] = []
        for (let from = 0; from < many; from += 500) {
          const ids = Array.from({ length: 500 }, (_, index) => `s${from + index}`)
          claims.push(...(await Promise.all(ids.map((id) => a.open(session(id), 'node-a', LEASE_MS)))))
        }
        expect(await a.renew(claims, LEASE_MS)).toEqual([])
        expect(await b.list()).toHaveLength(many)
        expect(await b.list({ limit: 7 })).toHaveLength(7)
        await a.release(claims.slice(0, many - 1))
        await a.renew(claims.slice(-1), 10 * 60_000)
        await under.pass(10_000)
        expect(await b.sweep(5000)).toHaveLength(many - 1)
        expect(await b.list()).toHaveLength(1)
      }, 120_000)
    })

    it('keeps one writer and every acknowledged record, no matter how two nodes interleave', async () => {
      await checkInterleavings(start, runs)
    }, 120_000)
  })
}
