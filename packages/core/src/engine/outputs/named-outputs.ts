import type { NodeId } from '../../protocol/output-spec'

/** An output that has a name, and what is kept with it. */
interface Named<T> {
  readonly name: string
  readonly output: NodeId
  readonly kept: T
}

/** Outputs of one kind by the author's names: the newest of each, and what is kept with it. They go with their output. */
export class NamedOutputs<T = undefined> {
  /** Made for the first name: most sessions give none, and empty maps are most of what such a session weighs. */
  #known: { readonly byName: Map<string, Named<T>>; readonly byOutput: Map<NodeId, Named<T>> } | null = null

  /** Gives an output that is on the page a name, which an earlier one may lose. */
  set(name: string, output: NodeId, kept: T): void {
    this.forget(name)
    this.#known ??= { byName: new Map(), byOutput: new Map() }
    const named = { name, output, kept }
    this.#known.byName.set(name, named)
    this.#known.byOutput.set(output, named)
  }

  get(name: string): NodeId | undefined {
    return this.#known?.byName.get(name)?.output
  }

  /** What is kept with the newest output of a name. */
  keptOf(name: string): T | undefined {
    return this.#known?.byName.get(name)?.kept
  }

  /** The number of outputs that are kept. */
  get size(): number {
    return this.#known?.byOutput.size ?? 0
  }

  /** No output has this name any more. */
  forget(name: string): void {
    this.#drop(this.#known?.byName.get(name))
  }

  release(output: NodeId): void {
    this.#drop(this.#known?.byOutput.get(output))
  }

  #drop(named: Named<T> | undefined): void {
    if (!named) return
    this.#known?.byName.delete(named.name)
    this.#known?.byOutput.delete(named.output)
  }
}
