import { io } from 'socket.io-client'

/** @type {import('socket.io-client').Socket[]} */
let sockets = []
/** The number of messages that all pages together have received. */
let received = 0
let arrived = () => {}

/**
 * Opens many connections at once.
 *
 * @param {{ url: string, count: number }} work
 * @returns {Promise<number>} milliseconds until all are open
 */
export async function openAll({ url, count }) {
  const start = performance.now()
  sockets = Array.from({ length: count }, () => io(url, { forceNew: true, transports: ['websocket'] }))
  received = 0
  for (const socket of sockets) socket.on('news', () => void (received++, arrived()))
  await Promise.all(
    sockets.map((socket) => new Promise((resolve) => socket.once('connect', () => resolve(null)))),
  )
  return performance.now() - start
}

/**
 * Breaks all connections at the same moment.
 * @returns {Promise<number>} milliseconds until all are back, and each has an answer
 */
export async function dropAll() {
  const start = performance.now()
  await Promise.all(
    sockets.map(async (socket) => {
      socket.io.engine.close()
      await new Promise((resolve) => socket.once('connect', () => resolve(null)))
      await socket.emitWithAck('answer', { n: 1 })
    }),
  )
  return performance.now() - start
}

/**
 * @returns {Promise<void>} resolves after the message has reached all
 */
export function untilAllShow() {
  return new Promise((resolve) => {
    arrived = () => {
      if (received >= sockets.length) resolve()
    }
    arrived()
  })
}

/** Closes all connections. */
export function leaveAll() {
  for (const socket of sockets) socket.disconnect()
  sockets = []
}
