import type { NodeInfo } from '../../engine/cluster/cluster-bus'
import { NODE_LIFE_MS } from '../../engine/cluster/cluster-bus'
import type { Node, NodeListener } from '../../engine/cluster/node'
import { within } from '../within'

/** How long an answer of the bus stays fresh. */
const FRESH_MS = 1000
/** How long to wait for the bus before the previous answer is used. */
const PATIENCE_MS = 1000

/**
 * The other nodes of a cluster. While the bus cannot be reached, these are the nodes of its last answer. A bus that has been restarted names only the
 * nodes that have joined again, so the others are found for a while longer.
 */
export class KnownNodes implements NodeListener {
  readonly #node: Node
  #nodes: readonly NodeInfo[] = []
  #askedAt = -Infinity
  /** Nodes that the last answers did not name, and until when they are found. */
  readonly #unnamed = new Map<string, { readonly node: NodeInfo; readonly until: number }>()
  #asking: Promise<void> | null = null

  constructor(node: Node) {
    this.#node = node
  }

  hear(node: NodeInfo): void {
    this.forget(node.id)
    this.#nodes = [...this.#nodes, node]
  }

  forget(id: string): void {
    this.#nodes = this.#nodes.filter((node) => node.id !== id)
    this.#unnamed.delete(id)
  }

  /** The live node with this id; null if there is none. */
  async get(id: string): Promise<NodeInfo | null> {
    if (id === this.#node.id) return null
    const find = (): NodeInfo | undefined => this.#nodes.find((node) => node.id === id)
    if (performance.now() - this.#askedAt > FRESH_MS || !find()) await this.#ask()
    return find() ?? this.#unnamed.get(id)?.node ?? null
  }

  /** All other nodes that can be reached. */
  async all(): Promise<NodeInfo[]> {
    await this.#ask()
    return this.#nodes.filter(({ id, url }) => url !== null && id !== this.#node.id)
  }

  /** The nodes that accept new sessions, the least loaded first. */
  async takers(): Promise<NodeInfo[]> {
    const nodes = await this.all()
    return nodes.filter(({ draining }) => !draining).sort((a, b) => a.sessions - b.sessions)
  }

  /** The id of the node that owns a session; '' if the bus does not answer. */
  async ownerOf(session: string): Promise<string> {
    let owner = ''
    const asked = this.#node.ownerOf(session).then((id) => {
      owner = id
    })
    await within(PATIENCE_MS, asked).catch(() => {})
    return owner
  }

  /** Asks the bus for the nodes. Simultaneous calls share one request. */
  async #ask(): Promise<void> {
    this.#asking ??= this.#node
      .members()
      .then((nodes) => this.#learn(nodes))
      .finally(() => {
        this.#asking = null
      })
    await within(PATIENCE_MS, this.#asking).catch(() => {})
  }

  #learn(nodes: readonly NodeInfo[]): void {
    const now = performance.now()
    for (const node of this.#nodes) this.#unnamed.set(node.id, { node, until: now + NODE_LIFE_MS })
    for (const { id } of nodes) this.#unnamed.delete(id)
    for (const [id, { until }] of this.#unnamed) if (until < now) this.#unnamed.delete(id)
    this.#nodes = nodes
    this.#askedAt = now
  }
}
