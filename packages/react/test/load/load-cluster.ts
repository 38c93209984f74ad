import { folderWith, TestProcess } from '../../../core/test/cli/webio-process'
import type { DatabaseServer } from '../../../core/test/support/database-servers'
import { redisServer } from '../../../core/test/support/database-servers'
import { freePort } from '../../../core/test/support/free-port'
import { haproxy } from '../../../core/test/support/haproxy'
import { nginx } from '../browser/nginx'
import { badNewsIn } from './bad-news'
import { COUNTING } from './load-pages'

/** Processes that are one cluster over Redis, behind nginx and HAProxy, which know nothing of sessions. */
export interface LoadCluster extends AsyncDisposable {
  readonly redis: DatabaseServer
  /** The addresses of the load balancers. */
  readonly urls: readonly string[]
  /** The requests that failed since the last call according to the load balancers. */
  failures(): string[]
  /** The problems that the processes reported. */
  badNews(): string[]
  /** Kills the first process, and starts a replacement. */
  kill(): Promise<void>
  /** Replaces the processes one after another: each drains and ends, and a new one starts at its address. */
  restart(): Promise<void>
}

const APP = `
import { input, put_text } from '@webio/core'
import { start_server } from '@webio/core/server'
${COUNTING}
const { LOAD_PORT, LOAD_BUS, LOAD_STORE } = process.env
const server = await start_server(main, {
  port: Number(LOAD_PORT),
  host: '127.0.0.1',
  trust_proxy: true,
  max_sessions_per_ip: Infinity,
  cluster: LOAD_BUS,
  cluster_secret: 'a secret of sixteen characters',
  ...(LOAD_STORE && { durable: LOAD_STORE }),
})
process.once('SIGTERM', () => server.close({ drain: 30 }).then(() => process.exit()))
`

/**
 * Starts a cluster of `nodes` processes.
 * @param durable whether its sessions are durable, in the same Redis
 */
export async function loadCluster(nodes: number, durable: boolean): Promise<LoadCluster> {
  const folder = folderWith({ 'app.mjs': APP })
  const redis = await redisServer()
  const start = async (port: number): Promise<TestProcess> => {
    const node = TestProcess.node(folder.path, ['app.mjs'], {
      LOAD_PORT: String(port),
      LOAD_BUS: redis.url,
      ...(durable && { LOAD_STORE: redis.url }),
    })
    await node.url()
    return node
  }
  const ports = await Promise.all(Array.from({ length: nodes }, freePort))
  const running = await Promise.all(ports.map(start))
  const servers = ports.map((port) => `http://127.0.0.1:${port}/`)
  const [upstream = '', ...others] = servers
  const balancers = [await nginx({ upstream, others }), await haproxy(servers)] as const
  const ended: string[] = []
  const replace = async (i: number, signal: NodeJS.Signals): Promise<void> => {
    const node = running[i] as TestProcess
    node.kill(signal)
    await node.ended()
    ended.push(node.output)
    running[i] = await start(ports[i] as number)
  }
  // The first health checks of a load balancer may fail.
  const told = balancers.map((balancer) => balancer.failures().length)
  const failuresOf = (balancer: { failures(): string[] }, i: number): string[] => {
    const lines = balancer.failures().slice(told[i])
    told[i] = (told[i] ?? 0) + lines.length
    return lines
  }
  return {
    redis,
    urls: balancers.map(({ url }) => url),
    failures: () => balancers.flatMap(failuresOf),
    badNews: () => [...ended, ...running.map(({ output }) => output)].flatMap(badNewsIn),
    kill: () => replace(0, 'SIGKILL'),
    async restart() {
      for (let i = 0; i < running.length; i++) await replace(i, 'SIGTERM')
    },
    async [Symbol.asyncDispose]() {
      for (const balancer of balancers) await balancer[Symbol.asyncDispose]()
      await Promise.all(running.map((node) => node[Symbol.asyncDispose]()))
      await redis[Symbol.asyncDispose]()
      folder[Symbol.dispose]()
    },
  }
}
