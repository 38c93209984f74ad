import fc from 'fast-check'
import type { OutboxLimits } from '../../src/engine/wire/outbox'
import { Outbox } from '../../src/engine/wire/outbox'
import { silentLogger } from '../../src/engine/logger'
import { PageSession } from '../../src/page/page-session'
import type { PageTransportListener } from '../../src/page/page-transport'
import type { Command, TreeCommand } from '../../src/protocol/commands'
import { isTransient } from '../../src/protocol/commands'
import type { BatchMessage, Handshake, PageMessage } from '../../src/protocol/wire-messages'
import { applyCommand } from '../../src/state/reduce'
import { snapshotOf } from '../../src/state/snapshot'
import { createViewTree } from '../../src/state/view-tree'
import { contents } from '../support/tree'
import { closeCommand, transientCommand, transientNumber, treeCommand } from './commands'

/** The actions on the two ends of the wire. */
type Step =
  | { readonly do: 'tree'; readonly command: TreeCommand }
  | { readonly do: 'transient' | 'flush' | 'drop' | 'resume' | 'frame' }
  | { readonly do: 'deliver' | 'read'; readonly count: number }

const few = fc.integer({ min: 1, max: 4 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('tree' as const), command: treeCommand }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('transient' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('flush' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('deliver' as const), count: few }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('read' as const), count: few }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('frame' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('drop' as const, 'resume' as const) }) },
)

/** So small that batches are cut, the window fills, and snapshots constantly replace waiting commands. */
const limits: fc.Arbitrary<OutboxLimits> = fc.record({
  batchBytes: fc.integer({ min: 20, max: 300 }),
  flightBatches: fc.integer({ min: 1, max: 3 }),
  flightBytes: fc.integer({ min: 50, max: 600 }),
  // Room for every transient command of a run: they are lost only if a page never reads.
  waitingBytes: fc.integer({ min: 4000, max: 6000 }),
})
const tight: fc.Arbitrary<OutboxLimits> = limits.map((some) => ({ ...some, waitingBytes: 200 }))

/** A session's outbox and a page, with a wire between them that moves on request. */
class Wire {
  readonly tree = createViewTree()
  readonly sent: number[] = []
  readonly carriedOut: number[] = []
  readonly outbox: Outbox
  readonly page: PageSession
  isUp = false
  #listener!: PageTransportListener
  #handshake!: () => Handshake
  #down: BatchMessage[] = []
  #up: PageMessage[] = []
  #work: (() => void)[] = []
  #numbers: number[] = []

  constructor(some: OutboxLimits, nodesPerRun: number) {
    this.outbox = new Outbox({ snapshot: () => snapshotOf(this.tree) }, silentLogger, some)
    const schedule = (work: () => void): (() => void) => {
      this.#work.push(work)
      return () => {
        this.#work = this.#work.filter((other) => other !== work)
      }
    }
    this.page = new PageSession({
      app: 'index',
      schedule,
      scheduleSeen: schedule,
      nodesPerRun: () => nodesPerRun,
      onTransient: (command) => this.carriedOut.push(transientNumber(command)),
      connect: (handshake, listener) => {
        this.#handshake = handshake
        this.#listener = listener
        return {
          send: (message) => this.#up.push(message),
          reconnect: () => {
            throw new Error('the page found a gap')
          },
          close: () => this.drop(),
        }
      },
    })
    this.page.start()
    this.resume()
  }

  take(taken: Step): void {
    switch (taken.do) {
      case 'tree':
        return this.add(taken.command)
      case 'transient':
        this.sent.push(this.sent.length)
        return this.add(transientCommand(this.sent.length - 1))
      case 'flush':
        return this.flush()
      case 'deliver':
        for (const batch of this.#down.splice(0, taken.count)) this.#receive(batch)
        return
      case 'read':
        for (const message of this.#up.splice(0, taken.count)) this.#acknowledge(message)
        return
      case 'frame':
        for (const work of this.#work.splice(0)) work()
        return
      case 'drop':
        return this.drop()
      case 'resume':
        return this.resume()
    }
  }

  add(command: Command): void {
    if (!isTransient(command)) applyCommand(this.tree, command)
    this.outbox.add(command)
  }

  drop(): void {
    if (!this.isUp) return
    this.isUp = false
    this.#down = []
    this.#up = []
    this.#listener.disconnected()
  }

  resume(): void {
    if (this.isUp || this.page.status === 'closed') return
    this.isUp = true
    const seen = this.#handshake().resume?.seen ?? 0
    this.#listener.message({ type: 'welcome', session: 's', secret: 'k', resumed: seen > 0, handled: 0 })
    this.#deliver(this.outbox.resume(seen))
    this.flush()
  }

  flush(): void {
    if (this.isUp) this.#deliver(this.outbox.take())
  }

  #deliver(batches: readonly BatchMessage[]): void {
    this.#down.push(...(JSON.parse(JSON.stringify(batches)) as BatchMessage[]))
  }

  /** Lets all messages arrive. */
  settle(): void {
    this.resume()
    this.flush()
    while (this.#down.length + this.#up.length + this.#work.length > 0) {
      this.take({ do: 'deliver', count: 9 })
      this.take({ do: 'frame' })
      this.take({ do: 'read', count: 9 })
    }
  }

  #receive(batch: BatchMessage): void {
    if (!batch.reset && this.#numbers.length > 0) {
      // [B1] Each number is one more than the last, even after a resume.
      expect(batch.n).toBeLessThanOrEqual(Math.max(...this.#numbers) + 1)
    }
    this.#numbers.push(batch.n)
    this.#listener.message(batch)
  }

  #acknowledge(message: PageMessage): void {
    if (message.type !== 'seen') return
    expect(this.outbox.acknowledge(message.n)).toBe(true)
    this.flush()
  }
}

function run(
  some: OutboxLimits,
  nodesPerRun: number,
  steps: readonly Step[],
  end: readonly TreeCommand[],
): Wire {
  const wire = new Wire(some, nodesPerRun)
  for (const one of steps) wire.take(one)
  for (const command of end) wire.add(command)
  wire.settle()
  return wire
}

const steps = fc.array(step, { maxLength: 120 })
const end = fc.array(closeCommand, { maxLength: 1 })

it('[R3] the page ends with the session’s tree, and executes every transient command once and in order', () => {
  fc.assert(
    fc.property(limits, fc.integer({ min: 1, max: 9 }), steps, end, (some, nodesPerRun, taken, closed) => {
      const wire = run(some, nodesPerRun, taken, closed)
      expect(contents(wire.page.tree)).toEqual(contents(wire.tree))
      expect(wire.carriedOut).toEqual(wire.sent)
      expect(wire.page.status).toBe(closed.length > 0 ? 'closed' : 'open')
    }),
    { numRuns: 400 },
  )
})

it('[B7] the page ends with the same tree if snapshots replace nearly everything', () => {
  fc.assert(
    fc.property(tight, fc.integer({ min: 1, max: 9 }), steps, end, (some, nodesPerRun, taken, closed) => {
      const wire = run(some, nodesPerRun, taken, closed)
      expect(contents(wire.page.tree)).toEqual(contents(wire.tree))
      // Beyond the limit, the oldest may be lost. None arrives twice or out of order.
      expect(wire.carriedOut).toEqual([...new Set(wire.carriedOut)].sort((a, b) => a - b))
    }),
    { numRuns: 400 },
  )
})
