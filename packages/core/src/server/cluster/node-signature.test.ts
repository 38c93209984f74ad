import type { Signature } from './node-signature'
import { signatureOf, signRequest, TakenSignatures } from './node-signature'

const SECRET = 'a secret of sixteen characters'
const ASKED = { to: 'node0001', method: 'GET', target: '/-/node' }
const T = 1_000_000

const read = (header: string, now = T): Signature | null => signatureOf(SECRET, ASKED, header, now)

describe('a signature', () => {
  it('differs for each request, no matter how similar requests are', () => {
    const [one, two] = [signRequest(SECRET, ASKED, T), signRequest(SECRET, ASKED, T)].map((header) =>
      read(header),
    )
    expect(one?.nonce).not.toBe(two?.nonce)
  })

  it('is valid for 30 seconds, even for a node whose clock is slow', () => {
    const header = signRequest(SECRET, ASKED, T)
    for (const now of [T - 30_000, T, T + 30_000]) expect(read(header, now)?.until).toBe(T + 30_000)
    for (const now of [T - 30_001, T + 30_001]) expect(read(header, now)).toBeNull()
  })

  it('is invalid with another nonce', () => {
    const [time = '', , mac = ''] = signRequest(SECRET, ASKED, T).split('.')
    expect(read(`${time}.another.${mac}`)).toBeNull()
    expect(read(`${time}.${mac}`)).toBeNull()
  })

  it('is accepted once, and forgotten when it is no longer valid', () => {
    const taken = new TakenSignatures()
    const signature = read(signRequest(SECRET, ASKED, T)) as Signature
    expect([taken.take(signature, T), taken.take(signature, T + 30_000)]).toEqual([true, false])
    expect(taken.size).toBe(1)
    expect(taken.take({ nonce: 'later', until: T + 90_000 }, T + 30_001)).toBe(true)
    expect(taken.size).toBe(1)
  })
})
