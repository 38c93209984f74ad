import type { EventErrorCode } from '../../protocol/error-codes'
import type { NodeId, NodeSpec } from '../../protocol/output-spec'
import type { CallbackOptions } from '../tasks/callbacks'

/** A callback that comes alive with its output. */
export interface HandlerSpec extends CallbackOptions {
  readonly key: number | string
  readonly run: (value: unknown) => unknown
  /**
   * Checks the value that a page sends with the event. Without it, the value is not read.
   * @returns why it is refused, or null
   */
  readonly check?: (value: unknown) => EventErrorCode | null
}

/**
 * Where an output stands: made and not to be shown yet; in the view's queue; part of another output that is not sent yet; on the page; or
 * nowhere (dropped with a container that failed, sent to a scope that is not there).
 */
export type OutputStage = 'loose' | 'queued' | 'claimed' | 'sent' | 'gone'

/** A place next to another node, as the options `anchor`, `before` and `after` of PyWebIO's oldest guide name it. */
export interface Beside {
  readonly neighbor: NodeId
  readonly side: 'before' | 'after' | 'instead'
}

/** Where an output goes, as found when it was made: a scope by its name, a node, or a place beside one. */
export type OutputTarget = string | NodeId | Beside

/**
 * An output as the view keeps it until it is sent. The author's handle refers to it, not the other way round: a handle that the author
 * lets go is garbage at once, however many outputs wait.
 */
export class PendingOutput {
  stage: OutputStage = 'loose'
  spec: NodeSpec
  readonly target: OutputTarget
  readonly position: number
  /** Outputs inside this one, in order. */
  children: readonly PendingOutput[] | null = null
  handlers: HandlerSpec[] | null = null
  /** Called once it is on the page: see `whenSent`. */
  onArrival: (() => void) | null = null

  constructor(spec: NodeSpec, target: OutputTarget, position: number) {
    this.spec = spec
    this.target = target
    this.position = position
  }

  get id(): NodeId {
    return this.spec.id
  }

  /**
   * Calls `run` once it is on the page, and never if it does not get there: what is kept by the id of an output has to be registered here, so
   * that it can be released with the node.
   */
  whenSent(run: () => void): void {
    const before = this.onArrival
    if (this.stage === 'sent') run()
    else if (before) this.onArrival = () => (before(), run())
    else this.onArrival = run
  }

  /** It may still be sent, and can be changed in place until then. */
  get isUnsent(): boolean {
    return this.stage === 'loose' || this.stage === 'queued' || this.stage === 'claimed'
  }
}

/** The output, and all that is in it, is on no page and never will be. */
export function markGone(output: PendingOutput): void {
  output.stage = 'gone'
  for (const child of output.children ?? []) if (child.stage === 'claimed') markGone(child)
}
