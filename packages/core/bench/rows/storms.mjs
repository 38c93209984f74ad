import { setTimeout } from 'node:timers/promises'
import { inTurns, pick } from '../measure.mjs'
import { rowOf } from '../report.mjs'
import { startSide } from '../sides.mjs'

/**
 * Work that many pages start at the same moment: they open, they reconnect after losing their connections,
 * and each receives the same message.
 * @param {import('../main.mjs').Bench} bench
 */
export async function storms({ quick }) {
  const count = quick ? 200 : 3000
  const runs = await inTurns(
    quick ? 1 : 3,
    () => storm('webio', count),
    () => storm('bare', count),
  )
  const pages = count.toLocaleString('en')
  return [
    rowOf(
      { work: `${pages} pages open at once`, unit: 'ms', ...pick(runs, 'openMs'), aim: 'at most 4 times' },
      ({ ratio }) => ratio <= 4,
    ),
    rowOf(
      {
        work: `${pages} pages open at once: the server’s longest block`,
        unit: 'ms',
        ...pick(runs, 'openBlockMs'),
        aim: 'at most 200 ms, or 2 times',
      },
      ({ ours, ratio }) => ours <= 200 || ratio <= 2,
    ),
    rowOf(
      {
        work: `${pages} pages drop and resume, each with an answer on the way`,
        unit: 'ms',
        ...pick(runs, 'resumeMs'),
        aim: 'at most 2 times',
      },
      ({ ratio }) => ratio <= 2,
    ),
    rowOf(
      {
        work: `${pages} pages drop and resume: the server’s longest block`,
        unit: 'ms',
        ...pick(runs, 'resumeBlockMs'),
        aim: 'at most 200 ms, or 2 times',
      },
      ({ ours, ratio }) => ours <= 200 || ratio <= 2,
    ),
    rowOf(
      {
        work: `a message to ${pages} sessions, until each page shows it`,
        unit: 'ms',
        ...pick(runs, 'broadcastMs'),
        aim: 'at most 4 times',
      },
      ({ ratio }) => ratio <= 4,
    ),
  ]
}

/**
 * @param {import('../sides.mjs').SideName} name
 * @param {number} count
 */
async function storm(name, count) {
  const { server, client, url, stop } = await startSide(name)
  /** @param {() => Promise<number>} work */
  const watched = async (work) => {
    await server.call('watchBlocks')
    return { ms: await work(), blockMs: await server.call('longestBlock') }
  }
  try {
    // Compilation at the beginning does not count.
    await client.call('openAll', { url, count: 100 })
    await client.call('dropAll')
    await client.call('leaveAll')
    while ((await server.call('sessions')) > 0) await setTimeout(20)
    const opened = await watched(() => client.call('openAll', { url, count }))
    const resumed = await watched(() => client.call('dropAll'))
    const start = performance.now()
    const shown = client.call('untilAllShow', 21)
    await server.call('broadcast', 'The same for everybody')
    await shown
    return {
      openMs: opened.ms,
      openBlockMs: opened.blockMs,
      resumeMs: resumed.ms,
      resumeBlockMs: resumed.blockMs,
      broadcastMs: performance.now() - start,
    }
  } finally {
    await stop()
  }
}
