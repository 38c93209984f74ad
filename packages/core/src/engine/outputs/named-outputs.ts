import type { NodeId } from '../../protocol/output-spec'

/** A named output, with the value stored for it. */
interface Named<T> {
  readonly name: string
  readonly output: NodeId
  readonly kept: T
}

/** Outputs of one kind by name: the newest output of each name, with the value stored for it. Entries are removed with their output. */
export class NamedOutputs<T = undefined> {
  /** Created for the first name: most sessions have no names, and empty maps would be most of their memory. */
  #known: { readonly byName: Map<string, Named<T>>; readonly byOutput: Map<NodeId, Named<T>> } | null = null

  /** Gives an output on the page a name. An earlier output with this name loses it. */
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

  /** The value stored for the newest output of a name. */
  keptOf(name: string): T | undefined {
    return this.#known?.byName.get(name)?.kept
  }

  /** The number of entries. */
  get size(): number {
    return this.#known?.byOutput.size ?? 0
  }

  /** No output has this name anymore. */
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
