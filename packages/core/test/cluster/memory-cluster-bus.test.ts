import { MemoryCluster } from '../../src/engine/cluster/memory-cluster-bus'
import { describeClusterBus } from './cluster-bus-suite'

describeClusterBus('a cluster in memory', async () => {
  const cluster = new MemoryCluster()
  return { bus: async () => cluster.bus(), [Symbol.asyncDispose]: async () => {} }
})
