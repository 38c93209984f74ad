import type { NodeId } from '../../protocol/output-spec'
import { LazyMap } from '../../state/lazy-collections'

/** Callbacks for the removal of nodes. Each is called once. */
export class RemovalWatchers {
  readonly #byNode = new LazyMap<NodeId, (() => void)[]>()

  add(node: NodeId, gone: () => void): void {
    const watchers = this.#byNode.get(node)
    if (watchers) watchers.push(gone)
    else this.#byNode.set(node, [gone])
  }

  /** The node has left. */
  release(node: NodeId): void {
    const watchers = this.#byNode.get(node)
    if (!watchers) return
    this.#byNode.delete(node)
    for (const gone of watchers) gone()
  }

  /** There is no longer a page. */
  releaseAll(): void {
    for (const node of [...this.#byNode.keys()]) this.release(node)
  }
}
