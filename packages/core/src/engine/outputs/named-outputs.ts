import type { NodeId } from '../../protocol/output-spec'

/** Outputs of one kind by the author's names: the newest of each, and what is kept with it. They go with their output. */
export class NamedOutputs<T = undefined> {
  readonly #byName = new Map<string, NodeId>()
  readonly #byOutput = new Map<NodeId, { readonly name: string; readonly kept: T }>()

  set(name: string, output: NodeId, kept: T): void {
    this.#byName.set(name, output)
    this.#byOutput.set(output, { name, kept })
  }

  get(name: string): NodeId | undefined {
    return this.#byName.get(name)
  }

  /** What is kept with the newest output of a name. */
  keptOf(name: string): T | undefined {
    const output = this.#byName.get(name)
    return output === undefined ? undefined : this.#byOutput.get(output)?.kept
  }

  /** The number of outputs that are kept. */
  get size(): number {
    return this.#byOutput.size
  }

  release(output: NodeId): void {
    const entry = this.#byOutput.get(output)
    if (entry === undefined) return
    this.#byOutput.delete(output)
    if (this.#byName.get(entry.name) === output) this.#byName.delete(entry.name)
  }
}
