import { setTimeout } from 'node:timers/promises'
import { inTurns } from '../measure.mjs'
import { rowOf } from '../report.mjs'
import { startSide } from '../sides.mjs'

/**
 * The memory of a server for a session that shows something and waits.
 * @param {import('../main.mjs').Bench} bench
 */
export async function memory({ quick }) {
  /**
   * @param {number} count
   * @param {Kind} kind
   */
  const compared = (count, kind) =>
    inTurns(
      quick ? 1 : 3,
      () => memoryPerSession('webio', { count, kind }),
      () => memoryPerSession('bare', { count, kind }),
    )
  const [few, many] = quick ? [100, 100] : [1000, 3000]
  const heap = { ...(await compared(few, 'memory')), unit: 'kB', aim: 'at most 30 kB' }
  const resident = { ...(await compared(many, 'resident')), unit: 'kB', aim: 'at most 1.3 times' }
  /** @param {number} count */
  const sessions = (count) =>
    `of a session with 20 outputs and a form, ${count.toLocaleString('en')} sessions`
  return [
    rowOf({ work: `memory ${sessions(few)}`, ...heap }, ({ ours }) => ours <= 30),
    rowOf({ work: `resident memory ${sessions(many)}`, ...resident }, ({ ratio }) => ratio <= 1.3),
  ]
}

/**
 * What is measured: the heap and what belongs to it, or what the system has given to the process.
 * @typedef {'memory' | 'resident'} Kind
 */

/**
 * @param {import('../sides.mjs').SideName} name
 * @param {{ count: number, kind?: Kind, checkout?: string | undefined, args?: string[] }} options `count`: how many sessions; `checkout` and `args`: see `startSide`
 * @returns {Promise<number>} kB
 */
export async function memoryPerSession(name, { count, kind = 'memory', checkout, args = [] }) {
  const options = { execArgv: ['--expose-gc'], checkout, args }
  const { server, client, url, stop } = await startSide(name, options)
  try {
    // Code that is compiled and cached at first does not belong to a session.
    await client.call('open', { url, count: Math.ceil(count / 10) })
    await client.call('close')
    await untilSessions(server, 0)
    const before = await server.call(kind)
    await client.call('open', { url, count })
    await untilSessions(server, count)
    return ((await server.call(kind)) - before) / count / 1000
  } finally {
    await stop()
  }
}

/**
 * @param {import('../processes.mjs').Worker} server
 * @param {number} count
 */
async function untilSessions(server, count) {
  while ((await server.call('sessions')) !== count) await setTimeout(20)
}
