import { setTimeout } from 'node:timers/promises'
import { PostgresClusterBus, RedisClusterBus } from '@webio/core/server'
import { createJiti } from 'jiti'
import { inTurns, median, pick } from '../measure.mjs'
import { startWorker } from '../processes.mjs'
import { rowOf } from '../report.mjs'

const SESSIONS = 10_000
/** How long a message may take from one process to another and back over a WebSocket, in milliseconds. */
const HOP_MS = 0.3

/**
 * What several processes cost: listing the sessions of all, a page at one process whose session another one has, and a process alone in a cluster.
 * @param {import('../main.mjs').Bench} bench
 */
export async function cluster(bench) {
  const jiti = createJiti(import.meta.url)
  /** @type {typeof import('../../test/support/database-servers')} */
  const { missingServer, postgresServer, redisServer } = await jiti.import(
    '../../test/support/database-servers.ts',
  )
  const missing = missingServer('redis-server') ?? missingServer('postgresql')
  if (missing !== null) throw new Error(missing)
  const redis = await redisServer()
  const postgres = await postgresServer()
  try {
    return [
      await listing('Redis', new RedisClusterBus(redis.url, { prefix: '{bench}' }), bench),
      await listing('Postgres', new PostgresClusterBus(postgres.url), bench),
      await alone(redis.url, bench),
      await relay(redis.url, bench),
    ]
  } finally {
    await redis[Symbol.asyncDispose]()
    await postgres[Symbol.asyncDispose]()
  }
}

/**
 * @param {string} name
 * @param {import('@webio/core/server').ClusterBus} bus
 * @param {import('../main.mjs').Bench} bench
 */
async function listing(name, bus, { quick }) {
  const node = { id: 'node0001', url: null, version: '', sessions: SESSIONS, draining: false }
  await bus.join(() => node)
  const rows = Array.from({ length: SESSIONS }, (_, i) => ({
    ...{ id: `node0001${i}`, app: 'desk', user: { name: `Visitor ${i}` }, node: 'node0001', since: i },
    ...{ state: /** @type {const} */ ('open'), rooms: ['orders'] },
  }))
  for (let i = 0; i < SESSIONS; i += 1000) await bus.directory.put(rows.slice(i, i + 1000))
  const times = []
  for (let i = 0; i < (quick ? 3 : 20); i++) {
    const start = performance.now()
    const listed = await bus.directory.list({})
    times.push(performance.now() - start)
    if (listed.length !== SESSIONS) throw new Error(`${listed.length} sessions are listed, not ${SESSIONS}.`)
  }
  await bus.close()
  const work = `10,000 sessions listed, directory in ${name}`
  return rowOf({ work, unit: 'ms', ours: times, aim: 'below 50 ms' }, ({ ours }) => ours < 50)
}

/**
 * Starts a process of the cluster.
 * @param {string} url of the bus
 * @param {number} maxSessions
 */
function startNode(url, maxSessions = Infinity) {
  const env = { BENCH_CLUSTER: url, BENCH_MAX_SESSIONS: String(maxSessions) }
  return startWorker(new URL('../webio/node.mjs', import.meta.url), { env })
}

/**
 * A process that is alone in its cluster, compared with a process without one.
 * @param {string} url of the bus
 * @param {import('../main.mjs').Bench} bench
 */
async function alone(url, { quick, ours: { client, url: plain } }) {
  const node = startNode(url)
  try {
    const runs = await inTurnsAt(quick, client, await node.call('url'), plain)
    const work = 'answer to next form, a process in a cluster (bare: without a cluster)'
    const measured = { work, unit: 'ms', ...pick(runs, 'medianMs'), aim: 'at most 1.1 times' }
    return rowOf(measured, ({ ratio }) => ratio <= 1.1)
  } finally {
    await node.stop()
  }
}

/**
 * A page at one process whose session another one has, compared with a page at the process of its session.
 * @param {string} url of the bus
 * @param {import('../main.mjs').Bench} bench
 */
async function relay(url, { quick, ours: { client } }) {
  const owner = startNode(url)
  const front = startNode(url, 1)
  try {
    const [ownerUrl, frontUrl] = [await owner.call('url'), await front.call('url')]
    // The front is full after its first session. All others begin at the owner, as soon as the front knows
    // the owner.
    await client.call('open', { url: frontUrl, count: 1 })
    while ((await owner.call('sessions')) === 0) {
      await client.call('open', { url: frontUrl, count: 1 }).catch(() => {})
      await setTimeout(100)
    }
    const runs = await inTurnsAt(quick, client, frontUrl, ownerUrl)
    await client.call('close')
    const { ours, bare } = pick(runs, 'medianMs')
    const work = 'answer to next form, session at another process (bare: at the same)'
    const aim = `at most 1.5 times + ${HOP_MS} ms`
    return rowOf(
      { work, unit: 'ms', ours, bare, aim },
      (measured) => measured.ours <= 1.5 * median(bare) + HOP_MS,
    )
  } finally {
    await Promise.all([owner.stop(), front.stop()])
  }
}

/**
 * Answers forms at two servers alternately.
 * @param {boolean} quick
 * @param {import('../processes.mjs').Worker} client
 * @param {string} ours
 * @param {string} bare
 * @returns {Promise<{ ours: import('./round-trip.mjs').Result[], bare: import('./round-trip.mjs').Result[] }>}
 */
function inTurnsAt(quick, client, ours, bare) {
  const scale = quick ? 0.1 : 1
  const loops = { sessions: 1, warmUp: 500 * scale, rounds: 2000 * scale }
  return inTurns(
    quick ? 1 : 5,
    () => client.call('answers', { url: ours, ...loops }),
    () => client.call('answers', { url: bare, ...loops }),
  )
}
