import { rowOf } from './report.mjs'

/** Ten times the work may cost ten times as much, and a little more because caches become too small. */
const STEEPEST = 13

/**
 * Creates a row that shows how a cost grows: the steepest slope between two sizes, as the ratio of costs for ten times the size.
 *
 * @param {{ work: string, unit: string, sizes: readonly number[], costs: readonly number[], steepest?: number }} measured `sizes`: each about ten
 * times the previous one
 * @returns {import('./report.mjs').Row}
 */
export function growthRow({ work, unit, sizes, costs, steepest = STEEPEST }) {
  const slopes = costs.slice(1).map((cost, index) => {
    const [size = 1, before = 1] = [sizes[index], costs[index]]
    return (cost / before) ** (1 / Math.log10((sizes[index + 1] ?? NaN) / size))
  })
  const figures = sizes.map(
    (size, index) => `${size.toLocaleString('en')}: ${short(costs[index] ?? NaN)} ${unit}`,
  )
  return rowOf(
    {
      work: `${work}, growth (${figures.join('; ')})`,
      unit: 'times',
      ours: slopes,
      aim: `at most ${steepest} times for 10`,
    },
    () => Math.max(...slopes) <= steepest,
  )
}

/**
 * @param {number} value
 */
const short = (value) =>
  value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(2)))
