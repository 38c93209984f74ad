import type { NodeId, NodeSpec } from '../../protocol/output-spec'
import { NamedOutputs } from './named-outputs'

/** The progress bars of a session by name: the newest of each. Entries are removed with their output. */
export class Progressbars extends NamedOutputs {
  /** Registers the bars among some outputs and their contents. */
  setAll(outputs: readonly (NodeSpec | NodeId)[]): void {
    for (const output of outputs) {
      if (typeof output === 'number') continue
      if (output.type === 'progressbar') this.set(output.name, output.id, undefined)
      if (output.children) this.setAll(output.children)
    }
  }
}
