/** The baseline: only Socket.IO's client. */
import { io } from 'socket.io-client'
import { postBody } from '../post-body.mjs'
import { answerEvent } from '../payloads.mjs'
import { answer } from '../processes.mjs'
import { runLoops } from '../run-loops.mjs'
import { dropAll, leaveAll, openAll, untilAllShow } from './storm.mjs'

/** @type {import('socket.io-client').Socket[]} */
let waiting = []

answer({
  /**
   * Makes the server send texts.
   *
   * @param {{ url: string, count: number, perEmit: number }} work
   * @returns {Promise<number>} milliseconds until the last one has arrived
   */
  async texts({ url, count, perEmit }) {
    const socket = await connect(url)
    const start = performance.now()
    socket.emit('texts', { count, perEmit })
    await new Promise((resolve) => {
      let received = 0
      socket.on('message', ({ commands }) => {
        for (const { outputs } of commands) received += outputs.length
        if (received === count) resolve(null)
      })
    })
    const elapsed = performance.now() - start
    socket.disconnect()
    return elapsed
  },

  /**
   * Sends one answer after another, over several connections at once.
   * @param {import('../run-loops.mjs').Loops} work
   */
  async answers(work) {
    const sockets = await Promise.all(Array.from({ length: work.sessions }, () => connect(work.url)))
    const loops = sockets.map((socket) => {
      let n = 0
      return { step: (/** @type {() => void} */ done) => void socket.emit('answer', answerEvent(++n), done) }
    })
    const result = await runLoops(loops, work)
    for (const socket of sockets) socket.disconnect()
    return result
  },

  /**
   * Sends a file.
   * @param {{ url: string, bytes: number }} work
   * @returns {Promise<number>} milliseconds until the server has it
   */
  async upload({ url, bytes }) {
    const start = performance.now()
    await postBody(`${url}upload`, bytes)
    return performance.now() - start
  },

  /**
   * Opens connections that show something and wait for an answer.
   * @param {{ url: string, count: number }} work
   */
  async open({ url, count }) {
    for (let index = 0; index < count; index++) {
      const socket = await connect(url)
      socket.emit('waiting')
      await new Promise((resolve) => socket.once('message', resolve))
      waiting.push(socket)
    }
  },

  openAll,
  dropAll,
  untilAllShow,
  leaveAll,

  close() {
    for (const socket of waiting) socket.disconnect()
    waiting = []
  },
})

/**
 * @param {string} url
 * @returns {Promise<import('socket.io-client').Socket>}
 */
function connect(url) {
  const socket = io(url, { forceNew: true, transports: ['websocket'] })
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket))
    socket.once('connect_error', reject)
  })
}
