import { longestSortedRun } from './longest-sorted-run'

describe('longestSortedRun', () => {
  it.each([
    { values: [], positions: [] },
    { values: [0, 0, 1, 2], positions: [0, 1, 2, 3] },
    { values: [5, 0, 1, 2], positions: [1, 2, 3] },
    { values: [0, 1, 2, 0], positions: [0, 1, 2] },
    { values: [2, 1, 0], positions: [2] },
    { values: [0, 3, 1, 1, 2], positions: [0, 2, 3, 4] },
  ])('finds $positions in $values', ({ values, positions }) => {
    expect(longestSortedRun(values)).toEqual(positions)
  })
})
