/** A server in the cluster that the environment names. */
import process from 'node:process'
import { start_server } from '@webio/core/server'
import { answer } from '../processes.mjs'
import * as applications from './applications.mjs'

const { BENCH_CLUSTER = '', BENCH_MAX_SESSIONS = 'Infinity' } = process.env
const server = await start_server(
  { ...applications },
  {
    port: 0,
    host: '127.0.0.1',
    logger: { ...console, info() {}, debug() {} },
    max_sessions: Number(BENCH_MAX_SESSIONS),
    max_sessions_per_ip: 100_000,
    cluster: BENCH_CLUSTER,
    cluster_secret: 'a secret for this measurement',
  },
)

answer({ url: () => server.url, sessions: () => server.sessions().length })
