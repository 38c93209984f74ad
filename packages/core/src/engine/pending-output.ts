import type { NodeId, NodeSpec } from '../protocol/output-spec'
import type { CallbackOptions } from './callbacks'
import type { FieldRuntime } from './form-spec'

/** A callback that comes alive with its output. */
export interface HandlerSpec extends CallbackOptions {
  readonly key: number | string
  readonly run: (value: unknown) => unknown
}

/**
 * Where an output stands: in the queue; part of another output that is not sent yet; on the page; or nowhere (dropped with
 * a container that failed, sent to a scope that is not there).
 */
export type OutputStage = 'queued' | 'claimed' | 'sent' | 'gone'

/** An output as the session keeps it until it is sent. The author's handle is made around it. */
export interface PendingOutput {
  readonly id: NodeId
  stage: OutputStage
  spec: NodeSpec
  /** The scope that it goes to, by name, found when it was made; or the node. */
  readonly target: string | NodeId
  readonly position: number
  /** Outputs inside this one, in order. */
  children: readonly PendingOutput[] | null
  handlers: HandlerSpec[] | null
  /** Of a pin: its field. */
  readonly pin: FieldRuntime | null
}
