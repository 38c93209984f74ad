import { inTurns } from '../measure.mjs'
import { startWorker } from '../processes.mjs'
import { rowOf } from '../report.mjs'
import { startSide } from '../sides.mjs'

const MB = 1024 ** 2

/**
 * Files that pages send: the speed, the memory, and the effect on others.
 * @param {import('../main.mjs').Bench} bench
 */
export async function uploads(bench) {
  return [await speed(bench), ...(await peak(bench)), ...(await besideChat(bench))]
}

/**
 * Compared with a server that writes the same bytes to a file.
 * @param {import('../main.mjs').Bench} bench
 */
async function speed({ quick, ours, bare }) {
  const bytes = (quick ? 10 : 100) * MB
  const runs = await inTurns(
    quick ? 1 : 7,
    () => ours.client.call('uploads', { url: ours.url, count: 1, bytes }),
    () => bare.client.call('upload', { url: bare.url, bytes }),
  )
  const work = `upload of ${bytes / MB} MB`
  return rowOf({ work, unit: 'ms', ...runs, aim: 'at most 1.5 times' }, ({ ratio }) => ratio <= 1.5)
}

/**
 * @param {import('../main.mjs').Bench} bench
 */
async function peak({ quick }) {
  const bytes = (quick ? 50 : 1024) * MB
  const runs = await inTurns(
    quick ? 1 : 3,
    () => grownBy('webio', (side) => side.client.call('uploads', { url: side.url, count: 1, bytes })),
    () => grownBy('bare', (side) => side.client.call('upload', { url: side.url, bytes })),
  )
  const work = `upload of ${bytes / MB} MB: the largest growth of the server’s memory`
  return [rowOf({ work, unit: 'MB', ...runs, aim: 'less than 50 MB' }, ({ ours }) => ours < 50)]
}

/**
 * @param {import('../sides.mjs').SideName} name
 * @param {(side: import('../sides.mjs').Side) => Promise<unknown>} upload
 * @returns {Promise<number>} MB
 */
async function grownBy(name, upload) {
  const side = await startSide(name)
  try {
    await side.server.call('watchMemory')
    await upload(side)
    return (await side.server.call('peakMemory')) / MB
  } finally {
    await side.stop()
  }
}

/**
 * One session continues to answer while ten pages upload.
 * @param {import('../main.mjs').Bench} bench
 */
async function besideChat({ quick, ours: { url, client } }) {
  const chatter = startWorker(new URL('../webio/client.mjs', import.meta.url))
  const talk = () => chatter.call('answers', { url, sessions: 1, warmUp: 100, rounds: quick ? 200 : 2000 })
  const repetitions = quick ? 1 : 5
  /** @type {number[]} */
  const alone = []
  /** @type {number[]} */
  const beside = []
  try {
    for (let repetition = 0; repetition < repetitions; repetition++) {
      alone.push((await talk()).p99Ms)
      let isTalking = true
      const talked = talk().finally(() => (isTalking = false))
      while (isTalking) await client.call('uploads', { url, count: 10, bytes: 20 * MB })
      beside.push((await talked).p99Ms)
    }
  } finally {
    await chatter.stop()
  }
  const work = 'answer to next form, 1 session, p99'
  return [
    rowOf({ work, unit: 'ms', ours: alone, aim: 'at most 25 ms' }, ({ ours }) => ours <= 25),
    rowOf(
      { work: `${work}, next to 10 uploads`, unit: 'ms', ours: beside, aim: 'at most 100 ms' },
      ({ ours }) => ours <= 100,
    ),
  ]
}
