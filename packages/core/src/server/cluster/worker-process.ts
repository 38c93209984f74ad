import cluster from 'node:cluster'
import process from 'node:process'
import type { ClusterBus } from '../../engine/cluster/cluster-bus'
import type { Line } from './worker-messages'
import { WorkersBus } from './workers-bus'

/** The environment variables with which `webio FILE --workers N` configures its workers. */
export const WORKER_VARIABLES = {
  /** The secret of the cluster of workers. */
  secret: 'WEBIO_WORKERS_SECRET',
  /** Set in all workers except the first. */
  later: 'WEBIO_LATER_WORKER',
} as const

/** The cluster that a worker forms with the other workers of its machine. */
export interface WorkerCluster {
  readonly cluster: ClusterBus
  readonly clusterSecret: string
}

const JOINED = Symbol.for('@webio/core/worker-cluster/1')

/** The cluster of a process that is a worker of `webio --workers`; null in any other process. All copies of this package share it. */
export function workerCluster(): WorkerCluster | null {
  const secret = process.env[WORKER_VARIABLES.secret]
  if (!cluster.isWorker || !secret) return null
  const global = globalThis as { [JOINED]?: WorkerCluster }
  return (global[JOINED] ??= { cluster: new WorkersBus(primaryLine()), clusterSecret: secret })
}

/** True in a worker that need not print messages such as the address, because the first worker prints them. */
export function isLaterWorker(): boolean {
  return cluster.isWorker && process.env[WORKER_VARIABLES.later] !== undefined
}

/** The line to the primary process. */
function primaryLine(): Line {
  return {
    // The callback ignores errors, because the primary may end at any moment. `disconnect` reports that.
    send: (message) => void process.send?.(message, undefined, undefined, () => {}),
    onMessage: (listener) => void process.on('message', listener),
    onEnd: (listener) => void process.on('disconnect', listener),
  }
}
