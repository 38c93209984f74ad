import type { NodeId } from '../protocol/output-spec'

/** Nodes that are called by a name, such as progress bars and anchors: the newest of each name. They go with their node. */
export class NamedNodes {
  readonly #byName = new Map<string, NodeId>()
  readonly #names = new Map<NodeId, string>()

  /** Gives a node its name. Another one of that name loses it. */
  set(name: string, node: NodeId): void {
    this.#byName.set(name, node)
    this.#names.set(node, name)
  }

  get(name: string): NodeId | undefined {
    return this.#byName.get(name)
  }

  /** The number of nodes that are kept. */
  get size(): number {
    return this.#names.size
  }

  release(node: NodeId): void {
    const name = this.#names.get(node)
    if (name === undefined) return
    this.#names.delete(node)
    if (this.#byName.get(name) === node) this.#byName.delete(name)
  }
}
