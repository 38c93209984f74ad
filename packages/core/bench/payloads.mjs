/**
 * What both sides send: the same texts and numbers, as calls of a task on WebIO's side, and as ready-made
 * messages on the bare side.
 */

/**
 * @param {number} index
 */
export const textOf = (index) => `Line ${index} of what the task has to say`

/**
 * @param {number} index
 * @returns {import('@webio/core/protocol').TextNode}
 */
export const textNode = (index) => ({ id: FIRST_ID + index, type: 'text', text: textOf(index) })

const FIRST_ID = 10

/**
 * @param {number} n
 * @param {readonly object[]} commands
 */
export const batch = (n, commands) => ({ type: 'batch', n, commands })

/**
 * @param {readonly object[]} outputs
 */
export const insert = (outputs) => ({ type: /** @type {const} */ ('output-insert'), parent: 0, outputs })

/** A session that waits shows this many outputs. */
export const OUTPUTS_OF_WAITING = 20

/** The text that is shown last. */
export const THE_END = 'That was all'

export const QUESTION = 'What is next?'

/**
 * An answer as it is sent.
 * @param {number} n
 */
export const answerEvent = (n) => ({
  type: 'event',
  n,
  seen: n,
  event: { type: 'form-submit', form: FIRST_ID + n, values: { data: `answer ${n}` } },
})

/**
 * The reply to an answer: the form closes, and the next one opens.
 * @param {number} n
 */
export const nextForm = (n) => ({
  type: 'batch',
  n: n + 1,
  handled: n,
  commands: [
    { type: 'form-close', form: FIRST_ID + n },
    {
      type: 'form-open',
      form: {
        id: FIRST_ID + n + 1,
        fields: [{ type: 'text', name: 'data', label: QUESTION }],
        single: true,
      },
    },
  ],
})

/**
 * @param {number} step
 */
export const stepText = (step) => `Step ${step} is done`

/**
 * How much a page must show. It is passed in the page's URL.
 *
 * @typedef {{ lines: number, steps: number, rows: number, columns: number, records: number }} Sizes
 */

/**
 * The sizes for the rows about painting.
 * @param {boolean} quick
 * @returns {Sizes}
 */
export function paintingSizes(quick) {
  const scale = quick ? 0.05 : 1
  return {
    lines: 10_000 * scale,
    steps: 2000 * scale,
    rows: 1000 * scale,
    columns: 10,
    records: 100_000 * scale,
  }
}

/**
 * @param {Readonly<Record<string, unknown>>} query
 * @returns {Sizes}
 */
export const sizesOf = ({ lines, steps, rows, columns, records }) => ({
  lines: Number(lines),
  steps: Number(steps),
  rows: Number(rows),
  columns: Number(columns),
  records: Number(records),
})

/**
 * The heading and the rows of a table.
 * @param {number} rows
 * @param {number} columns
 */
export const tableCells = (rows, columns) =>
  Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => `cell ${row}, ${column}`),
  )

/**
 * The same as records, without the heading.
 * @param {number} count
 * @param {number} columns
 */
export const tableRecords = (count, columns) =>
  Array.from({ length: count }, (_, row) =>
    Object.fromEntries(
      Array.from({ length: columns }, (_, column) => [`column_${column}`, `cell ${row}, ${column}`]),
    ),
  )
