/** Listeners by topic. */
export class Notifier<Topic> {
  readonly #listeners = new Map<Topic, Set<() => void>>()

  /** Calls `listener` at each `notify` of `topic`, until the returned function is called. */
  subscribe(topic: Topic, listener: () => void): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set()
    this.#listeners.set(topic, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && this.#listeners.get(topic) === listeners) this.#listeners.delete(topic)
    }
  }

  /** Calls the listeners of `topic`. */
  notify(topic: Topic): void {
    for (const listener of [...(this.#listeners.get(topic) ?? [])]) listener()
  }

  /** The topics that have listeners. */
  get topics(): Topic[] {
    return [...this.#listeners.keys()]
  }
}
