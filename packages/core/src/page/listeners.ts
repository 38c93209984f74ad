import type { NodeId } from '../protocol/output-spec'
import type { TreeObserver } from '../state/tree-observer'

/**
 * The listeners for changes of the view tree. Collects the changes of a run of commands. At `flush`, each listener is called once, no matter how many
 * of its topics have changed.
 */
export class Listeners implements TreeObserver {
  /** Most topics are nodes. There are very many of them, and most have one listener, which needs no set. */
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

  /** A copy of the current listeners of a topic, because they may add and remove listeners. */
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
