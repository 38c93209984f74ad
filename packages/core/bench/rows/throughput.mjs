import { inTurns } from '../measure.mjs'
import { rowOf } from '../report.mjs'

const WAYS = [
  { how: 'a pause every 100', pauseEvery: 100 },
  { how: 'without a pause', pauseEvery: 0 },
]

/**
 * A task sends many texts to one page.
 * @param {import('../main.mjs').Bench} bench
 */
export async function throughput({ quick, ours, bare }) {
  const count = quick ? 10_000 : 100_000
  const repetitions = quick ? 1 : 7
  /**
   * @param {number} milliseconds
   */
  const perSecond = (milliseconds) => (count / milliseconds) * 1000

  const rows = []
  for (const { how, pauseEvery } of WAYS) {
    const runs = await inTurns(
      repetitions,
      async () => perSecond(await ours.client.call('texts', { url: ours.url, count, pauseEvery })),
      async () => perSecond(await bare.client.call('texts', { url: bare.url, count, perEmit: 100 })),
    )
    const work = `${count.toLocaleString('en')} put_text to one client, ${how}`
    const aim = 'at least half of 100 per emit'
    rows.push(rowOf({ work, unit: '/s', ...runs, aim }, ({ ratio }) => ratio >= 0.5))
  }
  return rows
}
