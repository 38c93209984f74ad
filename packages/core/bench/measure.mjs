/**
 * The results of repetitions of one measurement.
 *
 * @typedef {{ median: number, lowest: number, highest: number }} Summary
 */

/**
 * @param {readonly number[]} values
 */
export function median(values) {
  return percentile(values, 0.5)
}

/**
 * @param {readonly number[]} values
 * @param {number} share from 0 to 1
 */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = share * (sorted.length - 1)
  const [below = NaN, above = below] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]]
  return below + (above - below) * (at - Math.floor(at))
}

/**
 * @param {readonly number[]} values
 * @returns {Summary}
 */
export function summary(values) {
  return { median: median(values), lowest: Math.min(...values), highest: Math.max(...values) }
}

/**
 * Measures two sides alternately, so that other work of the machine affects both. The side that begins also alternates.
 *
 * @template T
 * @param {number} repetitions
 * @param {() => Promise<T>} measureOurs
 * @param {() => Promise<T>} measureBare
 * @returns {Promise<{ ours: T[], bare: T[] }>}
 */
export async function inTurns(repetitions, measureOurs, measureBare) {
  /** @type {T[]} */
  const ours = []
  /** @type {T[]} */
  const bare = []
  for (let repetition = 0; repetition < repetitions; repetition++) {
    if (repetition % 2 === 0) ours.push(await measureOurs())
    bare.push(await measureBare())
    if (repetition % 2 === 1) ours.push(await measureOurs())
  }
  return { ours, bare }
}

/**
 * Picks one of several values that each run returned.
 *
 * @template {string} Field
 * @param {{ ours: Record<Field, number>[], bare: Record<Field, number>[] }} runs
 * @param {Field} field
 */
export const pick = ({ ours, bare }, field) => ({
  ours: ours.map((result) => result[field]),
  bare: bare.map((result) => result[field]),
})
