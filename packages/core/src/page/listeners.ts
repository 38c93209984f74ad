import type { NodeId } from '../protocol/output-spec'
import type { TreeObserver } from '../state/tree-observer'

/** Who wants to know of which change. Collects what a run of commands changed and tells each listener once, at `flush`. */
export class Listeners implements TreeObserver {
  readonly #byTopic = new Map<NodeId | string, Set<() => void>>()
  readonly #changed = new Set<NodeId | string>()

  add(topic: NodeId | string, listener: () => void): () => void {
    let listeners = this.#byTopic.get(topic)
    if (!listeners) this.#byTopic.set(topic, (listeners = new Set()))
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && this.#byTopic.get(topic) === listeners) this.#byTopic.delete(topic)
    }
  }

  nodeChanged(id: NodeId): void {
    this.#changed.add(id)
  }

  nodeRemoved(id: NodeId): void {
    this.#changed.add(id)
  }

  formChanged(id: NodeId): void {
    this.#changed.add('forms').add(`form:${id}`)
  }

  pageChanged(): void {
    this.#changed.add('page')
  }

  flush(): void {
    if (this.#changed.size === 0) return
    const topics = [...this.#changed]
    this.#changed.clear()
    for (const topic of topics) {
      const listeners = this.#byTopic.get(topic)
      if (listeners) for (const listener of [...listeners]) listener()
    }
  }
}
