import type { EventErrorCode } from '../../protocol/error-codes'
import type { NodeId, NodeSpec } from '../../protocol/output-spec'
import type { CallbackOptions } from '../tasks/callbacks'

/** A callback that becomes active when its output arrives. */
export interface HandlerSpec extends CallbackOptions {
  readonly key: number | string
  readonly run: (value: unknown) => unknown
  /**
   * Checks the value that a page sends with the event. Without this check, the value is not read.
   * @returns the reason for a refusal, or null
   */
  readonly check?: (value: unknown) => EventErrorCode | null
}

/**
 * The state of an output: created but not shown yet; in the view's queue; part of another unsent output; on the page; or nowhere (dropped with a
 * failed container, or sent to a missing scope).
 */
export type OutputStage = 'loose' | 'queued' | 'claimed' | 'sent' | 'gone'

/** A place next to another node, from the options `anchor`, `before` and `after` of PyWebIO's oldest guide. */
export interface Beside {
  readonly neighbor: NodeId
  readonly side: 'before' | 'after' | 'instead'
}

/** The destination of an output, determined when it was created: a scope by name, a node, or a place next to a node. */
export type OutputTarget = string | NodeId | Beside

/**
 * An output that the view keeps until it is sent. The author's handle refers to it, and not the other way round: a dropped handle is garbage at
 * once, no matter how many outputs wait.
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

  /** The levels of outputs inside each other, this one included. */
  get depth(): number {
    let inside = 0
    for (const child of this.children ?? []) inside = Math.max(inside, child.depth)
    return inside + 1
  }

  /**
   * Calls `run` when it arrives on the page, and never otherwise. State that belongs to the id of an output must be registered here, so that it is
   * released with the node.
   */
  whenSent(run: () => void): void {
    const before = this.onArrival
    if (this.stage === 'sent') run()
    else if (before) this.onArrival = () => (before(), run())
    else this.onArrival = run
  }

  /** Whether it may still be sent. Until then, it can be changed in place. */
  get isUnsent(): boolean {
    return this.stage === 'loose' || this.stage === 'queued' || this.stage === 'claimed'
  }
}

/** The output and its contents will never be on the page. */
export function markGone(output: PendingOutput): void {
  output.stage = 'gone'
  for (const child of output.children ?? []) if (child.stage === 'claimed') markGone(child)
}
