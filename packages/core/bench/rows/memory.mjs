import { setTimeout } from 'node:timers/promises'
import { inTurns } from '../measure.mjs'
import { rowOf } from '../report.mjs'
import { startSide } from '../sides.mjs'

/**
 * The memory of a server for a session that shows something and waits.
 * @param {import('../main.mjs').Bench} bench
 */
export async function memory({ quick }) {
  const count = quick ? 100 : 1000
  const runs = await inTurns(
    quick ? 1 : 3,
    () => memoryPerSession('webio', { count }),
    () => memoryPerSession('bare', { count }),
  )
  const work = `memory of a session with 20 outputs and a form, ${count.toLocaleString('en')} sessions`
  return [rowOf({ work, unit: 'kB', ...runs, aim: 'at most 70 kB' }, ({ ours }) => ours <= 70)]
}

/**
 * @param {import('../sides.mjs').SideName} name
 * @param {{ count: number, checkout?: string | undefined, args?: string[] }} options `count`: how many sessions; `checkout` and `args`: see `startSide`
 * @returns {Promise<number>} kB
 */
export async function memoryPerSession(name, { count, checkout, args = [] }) {
  const options = { execArgv: ['--expose-gc'], checkout, args }
  const { server, client, url, stop } = await startSide(name, options)
  try {
    // Code that is compiled and cached at first does not belong to a session.
    await client.call('open', { url, count: Math.ceil(count / 10) })
    await client.call('close')
    await untilSessions(server, 0)
    const before = await server.call('memory')
    await client.call('open', { url, count })
    await untilSessions(server, count)
    return ((await server.call('memory')) - before) / count / 1000
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
