import type { NodeId } from '../../protocol/output-spec'

/** Outputs of one kind by the author's names: the newest of each, and what is kept with it. They go with their output. */
export class NamedOutputs<T = undefined> {
  readonly #byName = new Map<string, NodeId>()
  readonly #byOutput = new Map<NodeId, { readonly name: string; readonly kept: T }>()

  /** Gives an output that is on the page a name, which an earlier one may lose. */
  set(name: string, output: NodeId, kept: T): void {
    this.forget(name)
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

  /** No output has this name any more. */
  forget(name: string): void {
    const output = this.#byName.get(name)
    if (output === undefined) return
    this.#byName.delete(name)
    this.#byOutput.delete(output)
  }

  release(output: NodeId): void {
    const entry = this.#byOutput.get(output)
    if (entry === undefined) return
    this.#byOutput.delete(output)
    if (this.#byName.get(entry.name) === output) this.#byName.delete(entry.name)
  }
}
