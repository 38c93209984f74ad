import { median, summary } from './measure.mjs'

/**
 * One row of the table.
 *
 * @typedef {object} Row
 * @property {string} work
 * @property {string} unit
 * @property {import('./measure.mjs').Summary} ours
 * @property {import('./measure.mjs').Summary | null} bare the same work without WebIO; null if that does not exist
 * @property {number | null} ratio ours to bare: the median over pairs that were measured one after another
 * @property {string} aim
 * @property {boolean} met
 */

/**
 * Creates a row from alternating measurements.
 *
 * @param {{ work: string, unit: string, ours: number[], bare?: number[], aim: string }} measured
 * @param {(result: { ours: number, ratio: number }) => boolean} isMet
 * @returns {Row}
 */
export function rowOf({ work, unit, ours, bare, aim }, isMet) {
  const ratio = bare ? median(ours.map((value, index) => value / (bare[index] ?? NaN))) : null
  return {
    work,
    unit,
    ours: summary(ours),
    bare: bare ? summary(bare) : null,
    ratio,
    aim,
    met: isMet({ ours: median(ours), ratio: ratio ?? NaN }),
  }
}

/**
 * @param {number} value
 */
const short = (value) =>
  value >= 1000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))

/**
 * @param {Row['bare']} value
 * @param {string} unit
 */
const cell = (value, unit) =>
  value ? `${short(value.median)} ${unit} (${short(value.lowest)} – ${short(value.highest)})` : '–'

/**
 * The table as text.
 *
 * @param {readonly Row[]} rows
 * @param {string} [other] what `bare` is
 */
export function tableOf(rows, other = 'bare') {
  const lines = [
    ['work', 'WebIO: median (spread)', `${other}: median (spread)`, 'ratio', 'aim', 'met'],
    ...rows.map(({ work, unit, ours, bare, ratio, aim, met }) => [
      work,
      cell(ours, unit),
      cell(bare, unit),
      ratio === null ? '–' : ratio.toFixed(2),
      aim,
      met ? 'yes' : 'NO',
    ]),
  ]
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  )
  const text = lines.map(
    (line) => `| ${line.map((value, at) => value.padEnd(widths[at] ?? 0)).join(' | ')} |`,
  )
  text.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`)
  return text.join('\n')
}
