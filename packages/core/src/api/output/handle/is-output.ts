import type { PendingOutput } from '../../../engine/outputs/pending-output'
import type { Session } from '../../../engine/session'
import type { NodeId } from '../../../protocol/output-spec'
import { describe } from '../../arguments'
import type { Output } from './output'

/** Marks outputs of all copies of this package. */
export const OUTPUT: unique symbol = Symbol.for('@webio/core/output') as never

/** An output's internal view: the author's handle and the session's state. */
export interface SessionOutput extends Output {
  readonly [OUTPUT]: true
  readonly id: NodeId
  readonly session: Session
  readonly pending: PendingOutput
}

/** Tells whether a value is an output, from any copy of this package. */
export function isOutput(value: unknown): value is SessionOutput {
  return typeof value === 'object' && value !== null && OUTPUT in value
}

/**
 * @throws TypeError if `outputs` contains anything but outputs
 */
export function assertOutput(caller: string, argument: string, value: unknown): asserts value is Output {
  if (!isOutput(value))
    throw new TypeError(`${caller}: ${argument} must be an output, not ${describe(value)}.`)
}
