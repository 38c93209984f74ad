import type { NodeId } from '../protocol/output-spec'
import type { TreeObserver } from '../state/tree-observer'

/**
 * Who wants to know of which change. Collects what a run of commands changed. At `flush`, each listener is called once, no matter how many of its
 * topics have changed.
 */
export class Listeners implements TreeObserver {
  /** Most topics are nodes, of which there are very many, and each has one listener: that one needs no set. */
  readonly #byTopic = new Map<NodeId | string, (() => void) | Set<() => void>>()
  readonly #changed = new Set<NodeId | string>()

  add(topic: NodeId | string, listener: () => void): () => void {
    const known = this.#byTopic.get(topic)
    if (known === undefined) this.#byTopic.set(topic, listener)
    else if (known instanceof Set) known.add(listener)
    else this.#byTopic.set(topic, new Set([known, listener]))
    return () => this.#remove(topic, listener)
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
    const told = new Set<() => void>()
    for (const topic of topics) {
      for (const listener of this.#of(topic)) {
        if (told.has(listener)) continue
        told.add(listener)
        listener()
      }
    }
  }

  /** The listeners of a topic now: what they add and remove is another list. */
  #of(topic: NodeId | string): readonly (() => void)[] {
    const known = this.#byTopic.get(topic)
    if (known === undefined) return []
    return known instanceof Set ? [...known] : [known]
  }

  #remove(topic: NodeId | string, listener: () => void): void {
    const known = this.#byTopic.get(topic)
    if (known === listener) this.#byTopic.delete(topic)
    else if (known instanceof Set && known.delete(listener) && known.size === 0) this.#byTopic.delete(topic)
  }
}
