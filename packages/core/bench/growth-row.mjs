import { rowOf } from './report.mjs'

/** Ten times the work costs ten times as much; a few times more are caches that it no longer fits into. */
const STEEPEST = 13

/**
 * A line that says how a cost grows: the steepest of the slopes between two sizes, as the cost at ten times the size over the cost.
 *
 * @param {{ work: string, unit: string, sizes: readonly number[], costs: readonly number[], steepest?: number }} measured `sizes`: each about ten
 * times the one before
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
