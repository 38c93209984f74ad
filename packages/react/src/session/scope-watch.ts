import type { NodeId, ViewTree } from '@webio/core/protocol'
import { Notifier } from './notifier'

/** Notifies listeners of a scope by name when the session creates or removes it. */
export class ScopeWatch {
  readonly #tree: ViewTree
  readonly #notifier = new Notifier<string>()
  readonly #known = new Map<string, NodeId | undefined>()

  constructor(tree: ViewTree) {
    this.#tree = tree
  }

  /** The node of the scope `name`. */
  find(name: string): NodeId | undefined {
    return this.#tree.scopes.get(name)
  }

  subscribe(name: string, listener: () => void): () => void {
    if (!this.#known.has(name)) this.#known.set(name, this.find(name))
    return this.#notifier.subscribe(name, listener)
  }

  /** Call it after commands were applied. */
  refresh(): void {
    for (const name of this.#notifier.topics) {
      const id = this.find(name)
      if (this.#known.get(name) === id) continue
      this.#known.set(name, id)
      this.#notifier.notify(name)
    }
  }
}
