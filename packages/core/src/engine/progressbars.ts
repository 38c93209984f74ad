import type { NodeId, NodeSpec } from '../protocol/output-spec'

/** The progress bars of a session by name: the newest of each. They go with their output. */
export class Progressbars {
  readonly #byName = new Map<string, NodeId>()
  readonly #names = new Map<NodeId, string>()

  set(name: string, output: NodeId): void {
    this.#byName.set(name, output)
    this.#names.set(output, name)
  }

  /** Takes over the bars among some outputs, and in them. */
  setAll(outputs: readonly (NodeSpec | NodeId)[]): void {
    for (const output of outputs) {
      if (typeof output === 'number') continue
      if (output.type === 'progressbar') this.set(output.name, output.id)
      if (output.children) this.setAll(output.children)
    }
  }

  get(name: string): NodeId | undefined {
    return this.#byName.get(name)
  }

  /** The number of bars that are kept. */
  get size(): number {
    return this.#names.size
  }

  release(output: NodeId): void {
    const name = this.#names.get(output)
    if (name === undefined) return
    this.#names.delete(output)
    if (this.#byName.get(name) === output) this.#byName.delete(name)
  }
}
