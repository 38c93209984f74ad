import { markGone } from '../../../engine/outputs/pending-output'
import { isOutput } from './is-output'

/** Runs `make`. If it throws, the outputs in its arguments are not shown. */
export function discardingOnError<T>(given: unknown, make: () => T): T {
  try {
    return make()
  } catch (error) {
    discardOutputs(given)
    throw error
  }
}

/** Discards the unsent outputs in a value, at any depth. It never throws, because it runs while an error propagates. */
export function discardOutputs(given: unknown): void {
  const seen = new Set<object>()
  const left: unknown[] = [given]
  // A list instead of recursion, because data may be deeper than the stack allows.
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
    // The author's getter may throw.
    return []
  }
}
