import { setTimeout } from 'node:timers/promises'
import { rowOf } from '../report.mjs'
import { startSide } from '../sides.mjs'

/**
 * Many sessions at once, for a while: each shows 20 outputs and answers a form every few seconds, and one
 * page in ten loses its connection and reconnects. No answer may be lost, and nothing may remain after they
 * end.
 *
 * @param {import('../main.mjs').Bench} bench
 */
export async function soak({ quick }) {
  const work = quick ? { count: 100, seconds: 5, pauseMs: 1000 } : { count: 2000, seconds: 60, pauseMs: 4000 }
  const { server, client, url, stop } = await startSide('webio', { execArgv: ['--expose-gc'] })
  try {
    // Code that is compiled and cached at first does not belong to a session.
    await client.call('soak', { url, count: work.count / 10, seconds: 2, pauseMs: 500 })
    await untilNone(server)
    const before = await server.call('memory')
    const { answers, accepted, p99Ms } = await client.call('soak', { url, ...work })
    await untilNone(server)
    const left = ((await server.call('memory')) - before) / 1e6
    const what = `${work.count.toLocaleString('en')} sessions for ${work.seconds} s, 1 in 10 dropped and resumed`
    return [
      rowOf(
        {
          work: `${what}: answers lost of ${answers.toLocaleString('en')}`,
          unit: '',
          ours: [answers - accepted],
          aim: 'none',
        },
        ({ ours }) => ours === 0,
      ),
      rowOf(
        { work: `${what}: p99 of a round trip`, unit: 'ms', ours: [p99Ms], aim: 'at most 250 ms' },
        ({ ours }) => ours <= 250,
      ),
      rowOf(
        { work: `${what}: memory left behind`, unit: 'MB', ours: [left], aim: 'at most 5 MB' },
        ({ ours }) => ours <= 5,
      ),
    ]
  } finally {
    await stop()
  }
}

/**
 * @param {import('../processes.mjs').Worker} server
 */
async function untilNone(server) {
  while ((await server.call('sessions')) !== 0) await setTimeout(50)
}
