/**
 * The same work as WebIO's applications, as ready-made messages. Each application sends its first outputs,
 * and returns the function that a click calls.
 */
import { setImmediate } from 'node:timers/promises'
import { batch, insert, stepText, tableCells, textNode } from '../payloads.mjs'

/** @typedef {(commands: any[]) => void} Send */
/** @typedef {import('../payloads.mjs').Sizes} Sizes */

const BUTTON = { id: 4, type: 'button', text: 'start' }
const BAR = 5
const BOX = 6

/** The number of outputs in one message. */
const PER_MESSAGE = 100

/** @type {Record<string, (send: Send, sizes: Sizes) => () => unknown>} */
const APPLICATIONS = {
  hello(send) {
    send([insert([textNode(0)])])
    return () => {}
  },

  lines(send, { lines }) {
    send([insert([BUTTON])])
    return () => {
      for (let index = 0; index < lines;) {
        send([insert(Array.from({ length: Math.min(PER_MESSAGE, lines - index) }, () => textNode(index++)))])
      }
    }
  },

  progress(send, { steps }) {
    send([insert([BUTTON, { id: BAR, type: 'progressbar', value: 0 }, { id: BOX, type: 'scope' }])])
    return async () => {
      for (let step = 1; step <= steps; step++) {
        send([
          { type: 'output-update', output: BAR, set: { value: step / steps, label: null } },
          { type: 'output-clear', parent: BOX },
          { ...insert([{ id: 10 + step, type: 'text', text: stepText(step) }]), parent: BOX },
        ])
        await setImmediate()
      }
    }
  },

  table(send, { rows, columns }) {
    send([insert([BUTTON])])
    return () => {
      const [header, ...body] = tableCells(rows, columns)
      send([insert([{ id: 10, type: 'table', header, rows: body }])])
    }
  },

  // The page knows the contents of the cells, because only drawing is compared.
  datatable(send, { records, columns }) {
    send([insert([BUTTON])])
    return () => send([insert([{ id: 10, type: 'datatable', rows: records, columns }])])
  },
}

/**
 * @param {import('socket.io').Socket} socket
 * @param {string} name
 * @param {Sizes} sizes
 */
export function openApplication(socket, name, sizes) {
  let n = 0
  const start = APPLICATIONS[name]?.((commands) => void socket.emit('message', batch(++n, commands)), sizes)
  if (start) socket.on('start', start)
}
