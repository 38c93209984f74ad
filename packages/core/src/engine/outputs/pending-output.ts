import type { EventErrorCode } from '../../protocol/error-codes'
import type { NodeId, NodeSpec } from '../../protocol/output-spec'
import type { Beside } from './side-by-side'
import type { CallbackOptions } from '../tasks/callbacks'

/** A callback that comes alive with its output. */
export interface HandlerSpec extends CallbackOptions {
  readonly key: number | string
  readonly run: (value: unknown) => unknown
  /** Looks at the value that a page sends with the event. Without this, it goes unread. @returns why it is refused, or null */
  readonly check?: (value: unknown) => EventErrorCode | null
}

/**
 * Where an output stands: in the queue; part of another output that is not sent yet; on the page; or nowhere (dropped with
 * a container that failed, sent to a scope that is not there).
 */
export type OutputStage = 'queued' | 'claimed' | 'sent' | 'gone'

/** Where an output goes, as found when it was made: a scope by its name, a node, or a place beside one. */
export type OutputTarget = string | NodeId | Beside

/**
 * An output as the session keeps it until it is sent. The author's handle refers to it, not the other way round: a handle that the author
 * lets go is garbage at once, however many outputs wait.
 */
export class PendingOutput {
  stage: OutputStage = 'queued'
  spec: NodeSpec
  readonly target: OutputTarget
  readonly position: number
  /** Outputs inside this one, in order. */
  children: readonly PendingOutput[] | null = null
  handlers: HandlerSpec[] | null = null
  /** Called once it is on the page. */
  onArrival: (() => void) | null = null

  constructor(spec: NodeSpec, target: OutputTarget, position: number) {
    this.spec = spec
    this.target = target
    this.position = position
  }

  get id(): NodeId {
    return this.spec.id
  }
}
