import type { ClusterBus } from '../../engine/cluster/cluster-bus'
import { HEARTBEAT_MS } from '../../engine/cluster/cluster-bus'
import { Node, processNode } from '../../engine/cluster/node'
import type { Logger } from '../../engine/logger'
import type { ClusterOption } from '../options/cluster-option'
import { shownUrl } from '../durable/optional-package'
import { PostgresClusterBus } from './postgres-cluster-bus'
import { within } from '../within'
import { RedisClusterBus } from './redis-cluster-bus'

/** A node for one handler. */
export interface NodeLease {
  readonly node: Node
  /** The handler has closed. With the last one the node leaves its cluster. */
  release(): Promise<void>
}

/** How long a server that closes waits for its cluster. Other nodes miss this one after 10 seconds anyway. */
const FAREWELL_MS = 2000

interface SharedNode {
  readonly node: Node
  users: number
  leave(): Promise<void>
}

const SHARED = Symbol.for('@webio/core/cluster-nodes/1')

/** A process is one node of a cluster, however many handlers and copies of this package it has. */
function sharedNodes(): Map<ClusterOption, SharedNode> {
  const global = globalThis as { [SHARED]?: Map<ClusterOption, SharedNode> }
  return (global[SHARED] ??= new Map())
}

/** The node of this process in a cluster; alone if there is none. It joins in the background, for as long as that takes. */
export function leaseNode(cluster: ClusterOption | undefined, logger: Logger): NodeLease {
  if (cluster === undefined) return { node: processNode(), release: async () => {} }
  const nodes = sharedNodes()
  let shared = nodes.get(cluster)
  if (!shared) nodes.set(cluster, (shared = joinedNode(cluster, logger)))
  shared.users++
  const { node, leave } = shared
  let isReleased = false
  return {
    node,
    async release() {
      if (isReleased) return
      isReleased = true
      shared.users--
      if (shared.users > 0) return
      nodes.delete(cluster)
      await leave()
    },
  }
}

function joinedNode(cluster: ClusterOption, logger: Logger): SharedNode {
  const node = new Node({ bus: typeof cluster === 'string' ? busOf(cluster) : cluster, logger })
  let timer: ReturnType<typeof setTimeout> | undefined
  let hasLeft = false
  let hasFailed = false
  const name = typeof cluster === 'string' ? ` at ${shownUrl(cluster)}` : ''
  const join = async (): Promise<void> => {
    try {
      await node.join()
      logger.info(`[webio] node ${node.id} has joined the cluster${name}.`)
    } catch (error) {
      if (hasLeft) return
      if (!hasFailed)
        logger.warn(`[webio] the cluster${name} cannot be joined. It is tried again and again:`, error)
      hasFailed = true
      timer = setTimeout(() => void join(), HEARTBEAT_MS)
    }
  }
  void join()
  return {
    node,
    users: 0,
    async leave() {
      hasLeft = true
      clearTimeout(timer)
      const left = node.leave().catch((error: unknown) => {
        logger.warn('[webio] the cluster could not be told that this node leaves:', error)
      })
      await within(FAREWELL_MS, left)
    },
  }
}

function busOf(url: string): ClusterBus {
  return url.startsWith('redis') ? new RedisClusterBus(url) : new PostgresClusterBus(url)
}
