import type { Applications, ClusterBus, ServerOptions } from '@webio/core/server'
import { MemoryCluster } from '../../src/engine/cluster/memory-cluster-bus'
import type { RoundRobin } from './round-robin'
import { roundRobin } from './round-robin'
import type { TestServer } from './serve'
import { serve } from './serve'

/** The secret of the clusters in tests. */
export const SECRET = 'a secret of sixteen characters'

/** Servers of one cluster behind a load balancer. */
export interface Nodes extends AsyncDisposable {
  readonly servers: readonly TestServer[]
  readonly balancer: RoundRobin
  /** Adds a server to the cluster, but not to the load balancer. */
  add(options?: ServerOptions): Promise<TestServer>
}

/**
 * Starts servers of one cluster.
 * @param bus connects one more server to the cluster. @default a cluster in memory
 */
export async function startNodes(
  count: number,
  applications: Applications,
  options: ServerOptions = {},
  bus: () => ClusterBus = busesInMemory(),
): Promise<Nodes> {
  const add = (more: ServerOptions = {}): Promise<TestServer> =>
    serve(applications, { cluster: bus(), cluster_secret: SECRET, ...options, ...more })
  const servers = await Promise.all(Array.from({ length: count }, () => add()))
  const balancer = await roundRobin(servers.map(({ url }) => url))
  const all = [...servers]
  return {
    servers,
    balancer,
    add: async (more) => {
      const server = await add(more)
      all.push(server)
      return server
    },
    [Symbol.asyncDispose]: async () => {
      await balancer[Symbol.asyncDispose]()
      await Promise.all(all.map((server) => server.close()))
    },
  }
}

function busesInMemory(): () => ClusterBus {
  const cluster = new MemoryCluster()
  return () => cluster.bus()
}
