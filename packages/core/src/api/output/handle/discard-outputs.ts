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

/** The outputs in a value, however deep, are not shown if they have not been sent. Never throws: it runs while an error is on its way. */
export function discardOutputs(given: unknown): void {
  const seen = new Set<object>()
  const left: unknown[] = [given]
  // A list and no recursion: data may be deeper than the stack.
  while (left.length > 0) {
    const value = left.pop()
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    if (!isOutput(value)) {
      for (const inner of valuesIn(value)) left.push(inner)
    } else if (value.pending.isUnsent) markGone(value.pending)
  }
}

function valuesIn(value: object): unknown[] {
  try {
    return Object.values(value)
  } catch {
    // A getter of the author's.
    return []
  }
}
