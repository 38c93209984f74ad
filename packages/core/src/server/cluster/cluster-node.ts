import type { ClusterBus } from '../../engine/cluster/cluster-bus'
import { HEARTBEAT_MS } from '../../engine/cluster/cluster-bus'
import { Node, processNode, speakThrough } from '../../engine/cluster/node'
import type { Logger } from '../../engine/logger'
import { withFields } from '../../engine/logger'
import type { ClusterOption } from '../options/cluster-option'
import type { Settings } from '../options/options'
import { shownUrl } from '../durable/optional-package'
import { PostgresClusterBus } from './postgres-cluster-bus'
import { within } from '../within'
import { NodeRelay } from './node-relay'
import { workerCluster } from './worker-process'
import { RedisClusterBus } from './redis-cluster-bus'

type ClusterSettings = Pick<Settings, 'cluster' | 'clusterSecret' | 'logger'>

/** The use of a node by one handler. */
export interface NodeLease {
  readonly node: Node
  /** Serves the pages of other nodes; null without a secret. */
  readonly relay: NodeRelay | null
  /** Resolves after the first attempt to join, or after a few seconds. Does not reject. */
  joined(): Promise<void>
  /** The handler accepts no new sessions. When no handler of the node does, the node announces that to the other nodes. */
  drain(): void
  /** The handler has closed. When the last handler of the node has closed, the node leaves its cluster. */
  release(): Promise<void>
}

/** How long a closing server waits for its cluster. Other nodes notice after 10 seconds anyway. */
const FAREWELL_MS = 2000

/** How long a server waits for its cluster before it listens. */
const JOIN_PATIENCE_MS = 3000

/** A handler that uses a node. */
interface NodeUser {
  isDraining(): boolean
}

interface SharedNode {
  readonly node: Node
  readonly relay: NodeRelay | null
  readonly users: Set<NodeUser>
  /** Resolves after the first attempt to join, whether it succeeded or not. */
  readonly attempt: Promise<void>
  leave(): Promise<void>
}

const SHARED = Symbol.for('@webio/core/cluster-nodes/1')

/** The nodes of this process by cluster. All handlers, and all copies of this package, share the node of a cluster. */
function sharedNodes(): Map<ClusterOption, SharedNode> {
  const global = globalThis as { [SHARED]?: Map<ClusterOption, SharedNode> }
  return (global[SHARED] ??= new Map())
}

/** The node of this process in its cluster. Without a cluster the node is alone. It joins in the background and retries until it succeeds. */
export function leaseNode(settings: ClusterSettings): NodeLease {
  const { logger } = settings
  const workers = settings.cluster === undefined ? workerCluster() : null
  const { cluster, clusterSecret } = workers ?? settings
  if (cluster === undefined)
    return {
      node: processNode(),
      relay: null,
      joined: async () => {},
      drain: () => {},
      release: async () => {},
    }
  const nodes = sharedNodes()
  let shared = nodes.get(cluster)
  if (!shared)
    nodes.set(
      cluster,
      (shared = joinedNode({ cluster, secret: clusterSecret, logger, isLocal: workers !== null })),
    )
  const { node, relay, attempt, leave } = shared
  let isDraining = false
  const user: NodeUser = { isDraining: () => isDraining }
  shared.users.add(user)
  return {
    node,
    relay,
    joined: async () => void (await within(JOIN_PATIENCE_MS, attempt)),
    drain() {
      isDraining = true
      if ([...shared.users].every((user) => user.isDraining())) node.drain()
    },
    async release() {
      if (!shared.users.delete(user)) return
      if (shared.users.size > 0) return
      nodes.delete(cluster)
      await leave()
    },
  }
}

interface Joining {
  readonly cluster: ClusterOption
  readonly secret: string | undefined
  readonly logger: Logger
  /** True if all nodes are processes on this machine. */
  readonly isLocal: boolean
}

function joinedNode({ cluster, secret, logger: given, isLocal }: Joining): SharedNode {
  const node = new Node({ bus: typeof cluster === 'string' ? busOf(cluster) : cluster, logger: given })
  const logger = withFields(given, { node: node.id })
  const relay = secret === undefined ? null : new NodeRelay({ node, secret, logger, isLocal })
  const beSilent = speakThrough(node)
  let timer: ReturnType<typeof setTimeout> | undefined
  let hasLeft = false
  let hasFailed = false
  const name = typeof cluster === 'string' ? ` at ${shownUrl(cluster)}` : ''
  const join = async (): Promise<void> => {
    try {
      await node.join()
      await relay?.meet()
      if (!isLocal) logger.info(`[webio] node ${node.id} has joined the cluster${name}.`)
    } catch (error) {
      if (hasLeft) return
      if (!hasFailed)
        logger.warn(`[webio] the cluster${name} cannot be joined. It is tried again and again:`, error)
      hasFailed = true
      timer = setTimeout(() => void join(), HEARTBEAT_MS)
    }
  }
  return {
    node,
    relay,
    users: new Set(),
    attempt: join(),
    async leave() {
      hasLeft = true
      beSilent()
      relay?.close()
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
