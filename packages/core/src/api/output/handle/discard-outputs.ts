import { markGone } from '../../../engine/outputs/pending-output'
import { isOutput } from './is-output'

/** Runs `make`; where it throws, the outputs in what it was given are not shown. */
export function discardingOnError<T>(given: unknown, make: () => T): T {
  try {
    return make()
  } catch (error) {
    discardOutputs(given)
    throw error
  }
}

/** The outputs in a value, however deep, are not shown if they have not been sent. */
export function discardOutputs(value: unknown, seen = new Set<unknown>()): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return
  seen.add(value)
  if (isOutput(value)) {
    const { pending } = value
    if (pending.isUnsent) markGone(pending)
    return
  }
  for (const inner of Object.values(value)) discardOutputs(inner, seen)
}
