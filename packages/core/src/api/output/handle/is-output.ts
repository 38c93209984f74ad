import type { PendingOutput } from '../../../engine/outputs/pending-output'
import type { Session } from '../../../engine/session'
import type { NodeId } from '../../../protocol/output-spec'
import { describe } from '../../arguments'
import type { Output } from './output'

/** Marks outputs, whichever copy of this package made them. */
export const OUTPUT: unique symbol = Symbol.for('@webio/core/output') as never

/** An output as this package sees it: the author's handle, and what the session keeps of it. */
export interface SessionOutput extends Output {
  readonly [OUTPUT]: true
  readonly id: NodeId
  readonly session: Session
  readonly pending: PendingOutput
}

/** Tells whether a value is an output, of whichever copy of this package. */
export function isOutput(value: unknown): value is SessionOutput {
  return typeof value === 'object' && value !== null && OUTPUT in value
}

/** @throws TypeError where `outputs` holds anything but outputs */
export function assertOutput(caller: string, argument: string, value: unknown): asserts value is Output {
  if (!isOutput(value))
    throw new TypeError(`${caller}: ${argument} must be an output, not ${describe(value)}.`)
}
