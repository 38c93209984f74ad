import type { Command, TransientCommand } from '../../protocol/commands'
import { isTransient } from '../../protocol/commands'
import type { NodeId, NodeSpec } from '../../protocol/output-spec'
import type { BatchMessage } from '../../protocol/wire-messages'
import { estimateBytes } from './estimate-bytes'
import type { Logger } from '../logger'

/** The limits of the commands that a session keeps for its page. Bytes are estimated (rules B2, B6, B7). */
export interface OutboxLimits {
  /** A batch is cut at this size. @default 64 kB */
  readonly batchBytes: number
  /** The maximum number of unacknowledged batches. @default 256 */
  readonly flightBatches: number
  /** No more batches are sent while the unacknowledged ones have at least this size. @default 512 kB */
  readonly flightBytes: number
  /** The maximum size of waiting commands; beyond it, a snapshot replaces them. @default 8 MB */
  readonly waitingBytes: number
}

export const DEFAULT_OUTBOX_LIMITS: OutboxLimits = {
  batchBytes: 64 * 1024,
  flightBatches: 256,
  flightBytes: 512 * 1024,
  waitingBytes: 8 * 1024 * 1024,
}

/** Commands that are sent together. */
interface Bundle {
  /** The number of their batch; 0 before it is sent. */
  n: number
  readonly commands: Command[]
  bytes: number
  /** The bytes that count against the limit of waiting commands: a snapshot's bytes do not (rule B7). */
  waitingBytes: number
  readonly reset: boolean
  /** The number of added commands that are in this bundle or in earlier ones. */
  upTo: number
}

/** A message for one sending. */
type OwnBatch = BatchMessage & { handled?: number }

const NO_BATCHES: readonly OwnBatch[] = []

/** Knows the commands that build the current tree. */
export interface SnapshotSource {
  snapshot(): readonly Command[]
}

/** The command that appended outputs join. */
interface OpenInsert {
  readonly parent: NodeId
  readonly outputs: NodeSpec[]
}

/**
 * A session's queue for its page: groups outputs, numbers batches, keeps them until they are acknowledged, releases no more than the page reads, and
 * falls back to a snapshot if too much is waiting. It does not send anything itself. See docs/protocol.md, section 4.
 */
export class Outbox {
  readonly #limits: OutboxLimits
  readonly #source: SnapshotSource
  readonly #logger: Logger
  #lastNumber = 0
  #acknowledged = 0
  /** The batches that were sent and not acknowledged, in order. */
  #flight: Bundle[] = []
  #flightBytes = 0
  #waiting: Bundle[] = []
  #waitingBytes = 0
  /** The last waiting command, if it consists of appended outputs and more can be added. The outbox owns its array. */
  #openInsert: OpenInsert | null = null
  #isDisposed = false
  #isMuted = false
  /** True if the waiting commands are incomplete, so a snapshot must come first. */
  #snapshotDue = false
  /** Transient commands to send after the pending snapshot. */
  #kept: TransientCommand[] = []
  #keptBytes = 0
  /** The number of commands that were added, and the number that the page has applied. */
  #added = 0
  #applied = 0
  /** Resolvers of waiters for the next acknowledgement. */
  #waiters: (() => void)[] = []

  constructor(source: SnapshotSource, logger: Logger, limits: OutboxLimits = DEFAULT_OUTBOX_LIMITS) {
    this.#source = source
    this.#logger = logger
    this.#limits = limits
  }

  /** Number of the last batch. */
  get lastNumber(): number {
    return this.#lastNumber
  }

  /** True if the page has acknowledged everything. */
  get isRead(): boolean {
    return this.#flight.length === 0 && this.#waiting.length === 0 && !this.#snapshotDue
  }

  /** Estimated bytes that the page has not acknowledged. */
  get unreadBytes(): number {
    return this.#flightBytes + this.#waitingBytes + this.#keptBytes
  }

  /** Whether anything waits for an acknowledgement. */
  get isAwaited(): boolean {
    return this.#waiters.length > 0
  }

  /** Adds a command that was already applied to the view tree. */
  add(command: Command): void {
    if (this.#isDisposed || this.#isMuted) return
    this.#added++
    if (this.#snapshotDue) return isTransient(command) ? this.#keep(command) : undefined
    const bytes = estimateBytes(command)
    const bundle = this.#openBundle(bytes)
    bundle.commands.push(command)
    this.#openInsert = null
    this.#grow(bundle, bytes)
  }

  /** Adds a node that was appended to a parent. It joins the last command if that command appended to the same parent. */
  append(parent: NodeId, spec: NodeSpec): void {
    if (this.#isDisposed || this.#isMuted) return
    this.#added++
    if (this.#snapshotDue) return
    const bytes = estimateBytes(spec)
    const bundle = this.#openBundle(bytes)
    if (this.#openInsert?.parent === parent) this.#openInsert.outputs.push(spec)
    else {
      const outputs = [spec]
      this.#openInsert = { parent, outputs }
      bundle.commands.push({ type: 'output-insert', parent, outputs })
    }
    this.#grow(bundle, bytes)
  }

  /** Ignores all further commands until `unmute`. */
  mute(): void {
    this.#isMuted = true
  }

  /** Ends `mute`. The page receives a snapshot next. */
  unmute(): void {
    this.#isMuted = false
    this.#snapshotDue = true
  }

  /** Takes the batches that may be sent now. The messages are the caller's to complete. */
  take(): readonly OwnBatch[] {
    if (this.#snapshotDue && this.#flight.length === 0) this.#queueSnapshot()
    if (this.#waiting.length === 0) return NO_BATCHES
    const { flightBatches, flightBytes } = this.#limits
    const batches: OwnBatch[] = []
    while (
      this.#waiting.length > 0 &&
      this.#flight.length < flightBatches &&
      this.#flightBytes < flightBytes
    ) {
      batches.push(messageOf(this.#takeNext()))
    }
    return batches
  }

  /** A page that has applied everything up to batch `seen` has attached. @returns the batches to send again */
  resume(seen: number): BatchMessage[] {
    // The session was resumed from its journal. The numbers continue where the page is.
    if (this.#lastNumber === 0 && this.#snapshotDue) this.#lastNumber = this.#acknowledged = seen
    const oldest = this.#flight[0]?.n ?? this.#lastNumber + 1
    if (seen > this.#lastNumber || seen < oldest - 1) this.#dropForSnapshot(seen)
    else this.#trim(seen)
    return this.#flight.map(messageOf)
  }

  /** A page that has applied nothing has attached: a snapshot comes first. */
  renew(): void {
    this.#dropForSnapshot(this.#acknowledged)
  }

  /**
   * The page has applied everything up to batch `n`: more may be sent.
   * @returns false if no such batch was ever sent, which means that the page is lying
   */
  acknowledge(n: number): boolean {
    if (n > this.#lastNumber) return false
    this.#trim(n)
    return true
  }

  /** Returns a function that tells whether the page has applied everything that was added so far. */
  mark(): () => boolean {
    const wanted = this.#added
    return () => this.#applied >= wanted
  }

  /** Resolves when the page has applied everything that was added so far. */
  async drained(): Promise<void> {
    const wanted = this.#added
    while (this.#applied < wanted) {
      await new Promise<void>((resolve) => this.#waiters.push(resolve))
    }
  }

  /** Drops everything, including commands that are added later. */
  dispose(): void {
    this.#isDisposed = true
    this.#openInsert = null
    this.#flight = []
    this.#waiting = []
    this.#kept = []
    this.#snapshotDue = false
    this.#applied = Infinity
    this.#wake()
  }

  #openBundle(bytes: number): Bundle {
    const last = this.#waiting.at(-1)
    if (last && last.bytes + bytes <= this.#limits.batchBytes) return last
    const bundle = emptyBundle(false, this.#added)
    this.#openInsert = null
    this.#waiting.push(bundle)
    return bundle
  }

  #grow(bundle: Bundle, bytes: number): void {
    bundle.bytes += bytes
    bundle.waitingBytes += bytes
    bundle.upTo = this.#added
    this.#waitingBytes += bytes
    if (this.#waitingBytes > this.#limits.waitingBytes) this.#dropWaiting()
  }

  #takeNext(): Bundle {
    const bundle = this.#waiting.shift() as Bundle
    this.#openInsert = null
    this.#waitingBytes -= bundle.waitingBytes
    bundle.n = ++this.#lastNumber
    this.#flight.push(bundle)
    this.#flightBytes += bundle.bytes
    return bundle
  }

  /** Rule B7: a snapshot replaces the waiting commands and the unacknowledged batches. */
  #dropForSnapshot(seen: number): void {
    // The commands of unacknowledged batches are older than the commands that were kept before.
    const later = this.#kept
    this.#kept = []
    this.#keptBytes = 0
    for (const batch of this.#flight) if (batch.n > seen) this.#keepTransients(batch)
    for (const command of later) this.#keep(command)
    this.#flight = []
    this.#flightBytes = 0
    this.#dropWaiting()
  }

  #dropWaiting(): void {
    for (const bundle of this.#waiting) this.#keepTransients(bundle)
    this.#waiting = []
    this.#waitingBytes = 0
    this.#openInsert = null
    this.#snapshotDue = true
  }

  #keepTransients(bundle: Bundle): void {
    for (const command of bundle.commands) if (isTransient(command)) this.#keep(command)
  }

  #keep(command: TransientCommand): void {
    this.#kept.push(command)
    this.#keptBytes += estimateBytes(command)
    while (this.#keptBytes > this.#limits.waitingBytes && this.#kept.length > 1) {
      const lost = this.#kept.shift() as TransientCommand
      this.#keptBytes -= estimateBytes(lost)
      this.#logger.warn(`[webio] The page does not read: a "${lost.type}" that it was to carry out is lost.`)
    }
  }

  #queueSnapshot(): void {
    this.#snapshotDue = false
    let bundle = emptyBundle(true, this.#applied)
    this.#waiting = [bundle]
    for (const command of behindSnapshot(this.#source.snapshot(), this.#kept)) {
      const bytes = estimateBytes(command)
      if (bundle.bytes > 0 && bundle.bytes + bytes > this.#limits.batchBytes) {
        this.#waiting.push((bundle = emptyBundle(false, this.#applied)))
      }
      bundle.commands.push(command)
      bundle.bytes += bytes
    }
    bundle.upTo = this.#added
    this.#kept = []
    this.#keptBytes = 0
    // The snapshot is as large as the tree. Only the commands after it count against the limit.
    this.#waitingBytes = 0
  }

  #trim(n: number): void {
    if (n <= this.#acknowledged) return
    this.#acknowledged = n
    let done = 0
    for (const batch of this.#flight) {
      if (batch.n > n) break
      this.#flightBytes -= batch.bytes
      this.#applied = Math.max(this.#applied, batch.upTo)
      done++
    }
    if (done > 0) this.#flight.splice(0, done)
    if (this.isAwaited) this.#wake()
  }

  #wake(): void {
    for (const resolve of this.#waiters.splice(0)) resolve()
  }
}

function emptyBundle(reset: boolean, upTo: number): Bundle {
  return { n: 0, commands: [], bytes: 0, waitingBytes: 0, reset, upTo }
}

/** Puts the transient commands after the snapshot, and the end of the session last, because a page reads nothing after it. */
function behindSnapshot(snapshot: readonly Command[], kept: readonly TransientCommand[]): Command[] {
  const end = snapshot.filter((command) => command.type === 'session-close')
  return [...snapshot.filter((command) => command.type !== 'session-close'), ...kept, ...end]
}

function messageOf({ n, reset, commands }: Bundle): OwnBatch {
  return reset ? { type: 'batch', n, reset, commands } : { type: 'batch', n, commands }
}
