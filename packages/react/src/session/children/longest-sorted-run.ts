/**
 * Positions of a longest subsequence of values in which no value is smaller than the previous one. Values outside it have been
 * moved.
 */
export function longestSortedRun(values: readonly number[]): readonly number[] {
  if (values.every((value, position) => position === 0 || value >= (values[position - 1] as number))) {
    return values.map((_, position) => position)
  }
  /** `tails[n]` is the position of the smallest value that can end a run of n + 1 values. */
  const tails: number[] = []
  const before: number[] = []
  for (const [position, value] of values.entries()) {
    const length = lengthOfRunsBefore(values, tails, value)
    before.push(tails[length - 1] ?? -1)
    tails[length] = position
  }
  const run: number[] = []
  for (let position = tails.at(-1) ?? -1; position >= 0; position = before[position] as number)
    run.push(position)
  return run.reverse()
}

/** How many runs end with a value that `value` may follow. It is a binary search, since the values of the tails are sorted. */
function lengthOfRunsBefore(values: readonly number[], tails: readonly number[], value: number): number {
  let low = 0
  let high = tails.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[tails[middle] as number] as number) <= value) low = middle + 1
    else high = middle
  }
  return low
}
