import type { NodeId, ViewTree } from '@webio/core/protocol'
import { Notifier } from './notifier'

/** Tells who waits for a scope by its name when the session makes it, or takes it away. */
export class ScopeWatch {
  readonly #tree: ViewTree
  readonly #notifier = new Notifier<string>()
  readonly #known = new Map<string, NodeId | undefined>()

  constructor(tree: ViewTree) {
    this.#tree = tree
  }

  /** The node that is the scope `name`. */
  find(name: string): NodeId | undefined {
    return this.#tree.scopes.get(name)
  }

  subscribe(name: string, listener: () => void): () => void {
    if (!this.#known.has(name)) this.#known.set(name, this.find(name))
    return this.#notifier.subscribe(name, listener)
  }

  /** To be called after commands were applied. */
  refresh(): void {
    for (const name of this.#notifier.topics) {
      const id = this.find(name)
      if (this.#known.get(name) === id) continue
      this.#known.set(name, id)
      this.#notifier.notify(name)
    }
  }
}
