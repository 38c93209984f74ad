import type { Command, TransientCommand } from '../../protocol/commands'
import type { BatchMessage } from '../../protocol/wire-messages'
import { silentLogger } from '../logger'
import type { OutboxLimits } from './outbox'
import { Outbox } from './outbox'

const show = (text: string): Command => ({
  type: 'output-insert',
  parent: 0,
  outputs: [{ id: 10, type: 'text', text }],
})
const event = (data: string): TransientCommand => ({ type: 'app-event', name: 'e', data })
const SNAPSHOT: Command = { type: 'env-set', set: { title: 'snapshot' } }

interface Rig {
  readonly outbox: Outbox
  readonly sent: BatchMessage[]
  readonly warnings: string[]
  attach(seen: number): void
  flush(): void
  acknowledge(n: number): boolean
}

/** An outbox with an attached page that acknowledges nothing by itself. */
function rig(limits: Partial<OutboxLimits> = {}, snapshot: readonly Command[] = [SNAPSHOT]): Rig {
  const sent: BatchMessage[] = []
  const warnings: string[] = []
  const logger = { ...silentLogger, warn: (message: string) => warnings.push(message) }
  const all = { batchBytes: 1000, flightBatches: 100, flightBytes: 1e6, waitingBytes: 1e6, ...limits }
  const outbox = new Outbox({ snapshot: () => snapshot }, logger, all)
  const flush = () => void sent.push(...outbox.take())
  const attach = (seen: number) => {
    sent.push(...outbox.resume(seen))
    flush()
  }
  const acknowledge = (n: number) => {
    const isTrue = outbox.acknowledge(n)
    flush()
    return isTrue
  }
  return { outbox, sent, warnings, attach, flush, acknowledge }
}

/** Sends each command in a separate batch. */
function sendEach({ outbox, flush }: Rig, ...commands: Command[]): void {
  for (const command of commands) {
    outbox.add(command)
    flush()
  }
}

const numbers = (sent: readonly BatchMessage[]): number[] => sent.map(({ n }) => n)
const types = ({ commands }: BatchMessage): string[] => commands.map(({ type }) => type)

it('[B1] numbers batches from 1, each one more than the last', () => {
  const r = rig()
  sendEach(r, show('a'), show('b'), event('c'))
  expect(r.sent).toEqual([
    { type: 'batch', n: 1, commands: [show('a')] },
    { type: 'batch', n: 2, commands: [show('b')] },
    { type: 'batch', n: 3, commands: [event('c')] },
  ])
  expect(r.outbox.lastNumber).toBe(3)
})

it('[B2] commands of one run leave in one batch, nothing leaves before the flush, and no batch is empty', () => {
  const { outbox, sent, flush } = rig()
  flush()
  outbox.add(show('a'))
  outbox.add(event('b'))
  expect(sent).toEqual([])
  flush()
  flush()
  expect(sent.map(({ commands }) => commands)).toEqual([[show('a'), event('b')]])
})

it('[B2] splits commands that exceed the size of a batch, and sends a larger command alone', () => {
  const { outbox, sent, flush } = rig({ batchBytes: 200 })
  for (const text of ['a', 'b', 'c'.repeat(900), 'd', 'e']) outbox.add(show(text))
  flush()
  expect(sent.map(({ commands }) => commands.length)).toEqual([2, 1, 2])
})

it('[B2] joins nodes appended to one parent in one command, and starts another command for the next parent', () => {
  const { outbox, sent, flush } = rig()
  for (const [parent, id] of [
    [0, 10],
    [0, 11],
    [5, 12],
    [0, 13],
  ] as const) {
    outbox.append(parent, { id, type: 'gap' })
  }
  flush()
  expect(sent[0]?.commands).toEqual([
    {
      type: 'output-insert',
      parent: 0,
      outputs: [
        { id: 10, type: 'gap' },
        { id: 11, type: 'gap' },
      ],
    },
    { type: 'output-insert', parent: 5, outputs: [{ id: 12, type: 'gap' }] },
    { type: 'output-insert', parent: 0, outputs: [{ id: 13, type: 'gap' }] },
  ])
})

it('[B2] does not join nodes to a sent command', () => {
  const { outbox, sent, flush } = rig()
  outbox.append(0, { id: 10, type: 'gap' })
  flush()
  outbox.append(0, { id: 11, type: 'gap' })
  flush()
  expect(sent.map(({ commands }) => JSON.stringify(commands).match(/"id":\d+/g))).toEqual([
    ['"id":10'],
    ['"id":11'],
  ])
})

it('[B2] joins commands that wait for a slow page into fuller batches', () => {
  const r = rig({ flightBatches: 1 })
  sendEach(r, show('a'), show('b'), show('c'), show('d'))
  expect(numbers(r.sent)).toEqual([1])
  r.acknowledge(1)
  expect(r.sent[1]).toEqual({ type: 'batch', n: 2, commands: [show('b'), show('c'), show('d')] })
})

it('[B6] sends no more batches than the window holds, and the next one after an acknowledgement', () => {
  const r = rig({ flightBatches: 2, batchBytes: 1 })
  sendEach(r, show('a'), show('b'), show('c'), show('d'))
  expect(numbers(r.sent)).toEqual([1, 2])
  r.acknowledge(1)
  expect(numbers(r.sent)).toEqual([1, 2, 3])
})

it('[B6] sends no more bytes than the window holds', () => {
  const r = rig({ flightBytes: 500, batchBytes: 1 })
  sendEach(r, show('a'.repeat(600)), show('b'))
  expect(numbers(r.sent)).toEqual([1])
  r.acknowledge(1)
  expect(numbers(r.sent)).toEqual([1, 2])
})

it('[B5] an acknowledgement covers all lower numbers, and is invalid for a batch that was never sent', () => {
  const r = rig({ flightBatches: 3, batchBytes: 1 })
  sendEach(r, show('a'), show('b'), show('c'), show('d'))
  expect([r.acknowledge(3), r.acknowledge(2), r.acknowledge(9)]).toEqual([true, true, false])
  expect(numbers(r.sent)).toEqual([1, 2, 3, 4])
})

it('[R2] resends what a resuming page has not seen, byte for byte', () => {
  const r = rig()
  sendEach(r, show('a'), event('b'), show('c'))
  r.outbox.add(show('d'))
  const before = r.sent.splice(0)
  r.attach(1)
  expect(r.sent).toEqual([...before.slice(1), { type: 'batch', n: 4, commands: [show('d')] }])
})

it('[R2] resends everything to a page that starts over, if it still has everything', () => {
  const r = rig()
  sendEach(r, show('a'), show('b'))
  r.sent.length = 0
  r.attach(0)
  expect(numbers(r.sent)).toEqual([1, 2])
  expect(r.sent[0]).not.toHaveProperty('reset')
})

it('[R2] [B4] sends a snapshot if it no longer has what the page lacks, and numbers continue', () => {
  const r = rig()
  sendEach(r, show('a'), show('b'))
  r.acknowledge(2)
  r.sent.length = 0
  r.attach(0)
  expect(r.sent).toEqual([{ type: 'batch', n: 3, reset: true, commands: [SNAPSHOT] }])
  sendEach(r, show('c'))
  expect(r.sent[1]).toEqual({ type: 'batch', n: 4, commands: [show('c')] })
})

it('[B4] splits a snapshot like any commands, and only its first batch resets', () => {
  const r = rig({ batchBytes: 120 }, [show('a'), show('b'), show('c')])
  sendEach(r, show('x'))
  r.acknowledge(1)
  r.sent.length = 0
  r.attach(0)
  expect(r.sent.map(({ n, reset, commands }) => [n, reset, commands.length])).toEqual([
    [2, true, 1],
    [3, undefined, 1],
    [4, undefined, 1],
  ])
})

it('[B7] replaces waiting commands beyond the limit with a snapshot, once the page has caught up', () => {
  const r = rig({ flightBatches: 1, waitingBytes: 300 })
  sendEach(r, show('a'), ...Array.from({ length: 20 }, (_, i) => show(`b${i}`)))
  expect(numbers(r.sent)).toEqual([1])
  r.acknowledge(1)
  expect(r.sent[1]).toEqual({ type: 'batch', n: 2, reset: true, commands: [SNAPSHOT] })
})

it('[B7] keeps transient commands that the snapshot would drop, in order, after the snapshot', () => {
  const r = rig({ flightBatches: 1, waitingBytes: 300 })
  sendEach(
    r,
    show('a'),
    event('1'),
    show('b'.repeat(100)),
    event('2'),
    show('c'.repeat(400)),
    event('3'),
    show('d'),
  )
  r.acknowledge(1)
  expect(r.sent[1]?.commands).toEqual([SNAPSHOT, event('1'), event('2'), event('3')])
})

it('[B7] sends transient commands that were in transit when a page starts over before those that were kept earlier', () => {
  const r = rig({ flightBatches: 2, batchBytes: 1, waitingBytes: 300 })
  sendEach(r, show('a'), event('1'))
  r.acknowledge(1)
  sendEach(r, event('2'), event('3'), show('c'.repeat(400)), event('4'))
  r.sent.length = 0
  r.attach(0)
  for (let n = 1; n <= r.outbox.lastNumber; n++) r.acknowledge(n)
  const commands = r.sent.flatMap((batch) => batch.commands)
  expect(commands).toEqual([SNAPSHOT, event('1'), event('2'), event('3'), event('4')])
})

it('[B7] sends the end of the session after the kept ones, no matter how the snapshot is split', () => {
  const end: Command = { type: 'session-close', reason: 'finished' }
  const r = rig({ flightBatches: 1, batchBytes: 1, waitingBytes: 200 }, [SNAPSHOT, end])
  sendEach(r, show('a'), event('1'), show('b'.repeat(300)), end)
  for (let n = 1; n <= r.outbox.lastNumber; n++) r.acknowledge(n)
  expect(r.sent.slice(1).flatMap(types)).toEqual(['env-set', 'app-event', 'session-close'])
})

it('[B7] limits what it holds for a page that never reads, and reports what is lost', () => {
  let snapshots = 0
  const warnings: string[] = []
  const logger = { ...silentLogger, warn: (message: string) => warnings.push(message) }
  const limits = { batchBytes: 500, flightBatches: 2, flightBytes: 1000, waitingBytes: 2000 }
  const snapshot = (): Command[] => [{ type: 'env-set', set: { title: String(++snapshots) } }]
  const outbox = new Outbox({ snapshot }, logger, limits)
  const sent: BatchMessage[] = []
  for (let i = 0; i < 20_000; i++) {
    outbox.add(show(`text ${i}`))
    outbox.add(event(`event ${i}`))
    sent.push(...outbox.take())
  }
  expect(sent).toHaveLength(2)
  expect(snapshots).toBe(0)
  for (let n = 1; n <= outbox.lastNumber; n++) {
    outbox.acknowledge(n)
    sent.push(...outbox.take())
  }
  const held = sent.slice(2).flatMap(({ commands }) => commands)
  expect(held.length).toBeLessThan(60)
  expect(held.at(-1)).toEqual(event('event 19999'))
  expect(warnings.length).toBeGreaterThan(19_000)
  expect(warnings[0]).toBe('[webio] The page does not read: a "app-event" that it was to carry out is lost.')
})

describe('drained', () => {
  /** Whether a promise has settled after all due callbacks have run. */
  async function isSettled(promise: Promise<void>): Promise<boolean> {
    let settled = false
    void promise.then(() => {
      settled = true
    })
    await new Promise(setImmediate)
    return settled
  }

  it('resolves at once if everything is acknowledged', async () => {
    const r = rig()
    expect(await isSettled(r.outbox.drained())).toBe(true)
  })

  it('resolves when all earlier commands are acknowledged, whether they were sent or waiting', async () => {
    const r = rig({ flightBatches: 1 })
    sendEach(r, show('a'), show('b'))
    const drained = r.outbox.drained()
    r.acknowledge(1)
    expect(await isSettled(drained)).toBe(false)
    r.acknowledge(2)
    expect(await isSettled(drained)).toBe(true)
  })

  it('does not wait for later commands, no matter how busy the session is', async () => {
    const r = rig()
    sendEach(r, show('a'))
    const drained = r.outbox.drained()
    sendEach(r, show('b'))
    r.acknowledge(1)
    expect(await isSettled(drained)).toBe(true)
  })

  it('waits for the complete snapshot that replaces earlier commands', async () => {
    const r = rig({ flightBatches: 1, waitingBytes: 200, batchBytes: 60 }, [show('a'), show('b')])
    sendEach(r, show('x'), show('y'.repeat(500)))
    const drained = r.outbox.drained()
    r.acknowledge(1)
    r.acknowledge(2)
    expect(await isSettled(drained)).toBe(false)
    r.acknowledge(3)
    expect(await isSettled(drained)).toBe(true)
  })

  it('resolves when everything is released', async () => {
    const r = rig()
    sendEach(r, show('a'))
    const drained = r.outbox.drained()
    r.outbox.dispose()
    expect(await isSettled(drained)).toBe(true)
    sendEach(r, show('b'))
    expect(r.sent).toHaveLength(1)
  })
})
