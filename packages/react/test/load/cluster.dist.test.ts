import { describe, expect, it } from '@jest/globals'
import { missingServer } from '../../../core/test/support/database-servers'
import { missingHaproxy } from '../../../core/test/support/haproxy'
import { missingNginx } from '../browser/nginx'
import type { ClusterReport } from './cluster-run'
import { playCluster } from './cluster-run'

// Three processes, two load balancers and 200 pages run, and the machine may be busy.
jest.setTimeout(180_000)

const missing = missingServer('redis-server') ?? missingNginx() ?? missingHaproxy()
if (missing !== null) console.warn(missing)
const ifInstalled = missing === null ? it : it.skip

/** The checks of a cluster, on a small scale. `npm run soak:cluster` runs them at full size. */
const RUN = { nodes: 3, pauseMs: 1000 }

const problemsOf = ({ lost, errors }: ClusterReport) => ({ lost, errors })
/** The requests of pages that have no connection yet. */
const handshakesIn = (requests: readonly string[]) => requests.filter((line) => !line.includes('sid='))
const NONE = { lost: 0, errors: [] }

describe('three processes over Redis behind nginx and HAProxy, which know nothing of sessions', () => {
  ifInstalled('serve 200 pages over all transports: nothing fails, is lost, or comes twice', async () => {
    const report = await playCluster({ ...RUN, incident: 'none', pages: 200, seconds: 10 })
    expect(problemsOf(report)).toEqual(NONE)
    expect([report.failures, report.log]).toEqual([[], []])
    expect(report.answers).toBeGreaterThan(200)
  })

  ifInstalled('continue while Redis is down: no page notices', async () => {
    const report = await playCluster({ ...RUN, incident: 'outage', pages: 60, seconds: 6 })
    expect(problemsOf(report)).toEqual(NONE)
    expect(report.failures).toEqual([])
    expect(report.answers).toBeGreaterThan(60)
    // Each process reports this once.
    expect(report.log.length).toBeLessThanOrEqual(RUN.nodes)
  })

  ifInstalled('are replaced one after the other, and no durable session is lost', async () => {
    const report = await playCluster({ ...RUN, incident: 'restart', pages: 60, seconds: 3 })
    expect(problemsOf(report)).toEqual(NONE)
    expect(report.log).toEqual([])
    expect(report.answers).toBeGreaterThan(60)
    // Pages connect to another process at once: with the defaults of nginx, each of its pages failed about ten times.
    expect(handshakesIn(report.failures).length).toBeLessThan(30)
  })
})
