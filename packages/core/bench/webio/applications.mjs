/** The measured tasks. */
import { setImmediate } from 'node:timers/promises'
import {
  clear,
  file_upload,
  input,
  on_event,
  on_message,
  pin,
  put_button,
  put_datatable,
  put_input,
  put_progressbar,
  put_scope,
  put_table,
  put_text,
  set_env,
  set_progressbar,
  use_scope,
} from '@webio/core'
import {
  OUTPUTS_OF_WAITING,
  QUESTION,
  sizesOf,
  THE_END,
  stepText,
  tableCells,
  tableRecords,
  textOf,
} from '../payloads.mjs'

/** Shows texts on request: `pauseEvery` of them in one synchronous run, 0 for all. */
export function texts() {
  on_event('texts', async (data) => {
    const { count, pauseEvery } = /** @type {{ count: number, pauseEvery: number }} */ (data)
    for (let index = 0; index < count; index++) {
      put_text(textOf(index))
      if (pauseEvery > 0 && index % pauseEvery === pauseEvery - 1) await setImmediate()
    }
  })
}

/** Asks repeatedly. */
export async function questions() {
  for (;;) await input(QUESTION)
}

/** Shows outputs, and waits in a form. */
export async function waiting() {
  for (let index = 0; index < OUTPUTS_OF_WAITING; index++) put_text(textOf(index))
  await input(QUESTION)
}

/** Shows outputs and counts answers: each must be one more than the last. The title is the number of answers. It also shows news. */
export async function counting() {
  on_message('news', (text) => void put_text(String(text)))
  for (let index = 0; index < OUTPUTS_OF_WAITING; index++) put_text(textOf(index))
  for (let count = 1; ; count++) {
    const answer = Number(await input(QUESTION))
    if (answer !== count) throw new Error(`expected answer ${count}, but received ${answer}`)
    set_env({ title: String(count) })
  }
}

/** Shows a text. */
export function hello() {
  put_text('hello')
}

/** Shows a button, and asks. */
export async function form() {
  put_button('start', () => {})
  await input('Name')
}

/**
 * Shows texts when the button is clicked.
 * @param {import('@webio/core').TaskParams} params
 */
export function lines(params) {
  const { lines } = sizesOf(params)
  put_button('start', () => {
    for (let index = 0; index < lines; index++) put_text(textOf(index))
  })
}

/**
 * Shows texts when the button is clicked, each above the previous ones.
 * @param {import('@webio/core').TaskParams} params
 */
export function front(params) {
  const { lines } = sizesOf(params)
  put_scope('box')
  put_button('start', () => {
    for (let index = 0; index < lines; index++) put_text(textOf(index), { scope: 'box', position: 0 })
    put_text(THE_END)
  })
}

/**
 * Shows texts. A click on the button changes one in ten, and removes another one in ten.
 * @param {import('@webio/core').TaskParams} params
 */
export function changes(params) {
  const { lines } = sizesOf(params)
  put_scope('box')
  use_scope('box', () => {
    const outputs = Array.from({ length: lines }, (_, index) => put_text(textOf(index)))
    put_button(
      'start',
      () => {
        for (let index = 0; index < lines; index += 10) {
          outputs[index]?.update({ text: 'changed' })
          outputs[index + 1]?.remove()
        }
        put_text(THE_END)
      },
      { scope: 'ROOT' },
    )
  })
}

/**
 * Shows a data table with a data source when the button is clicked.
 * @param {import('@webio/core').TaskParams} params
 */
export function source(params) {
  const { records } = sizesOf(params)
  put_button('start', () => {
    const read = (/** @type {import('@webio/core').DataRequest} */ { offset, limit }) => ({
      rows: tableRecords(Math.min(limit, records - offset), 10),
      total: records,
    })
    put_datatable(read, { column_order: Array.from({ length: 10 }, (_, column) => `column_${column}`) })
  })
}

/**
 * Reports its progress, step by step.
 * @param {import('@webio/core').TaskParams} params
 */
export function progress(params) {
  const { steps } = sizesOf(params)
  put_button('start', async () => {
    for (let step = 1; step <= steps; step++) {
      set_progressbar('bar', step / steps)
      clear('box')
      put_text(stepText(step), { scope: 'box' })
      await setImmediate()
    }
  })
  put_progressbar('bar')
  put_scope('box')
}

/**
 * Shows a table.
 * @param {import('@webio/core').TaskParams} params
 */
export function table(params) {
  const { rows, columns } = sizesOf(params)
  put_button('start', () => void put_table(tableCells(rows, columns)))
}

/**
 * Shows a data table whose records exist in advance.
 * @param {import('@webio/core').TaskParams} params
 */
export function datatable(params) {
  const { records, columns } = sizesOf(params)
  const made = tableRecords(records, columns)
  put_button('start', () => void put_datatable(made))
}

/** Asks for one file after another. */
export async function uploads() {
  for (;;) await file_upload('A file')
}

/**
 * Shows pins, and a button whose callback reads each of them. The title is the number of clicks.
 * @param {import('@webio/core').TaskParams} params
 */
export function pins(params) {
  const names = Array.from({ length: Number(params['pins']) }, (_, index) => `pin-${index}`)
  for (const name of names) put_input(name, { value: name })
  let clicks = 0
  put_button('read', async () => {
    for (const name of names) if ((await pin[name]) !== name) throw new Error(`${name} holds something else`)
    set_env({ title: String(++clicks) })
  })
}
