import type { NodeId, NodeSpec } from '../protocol/output-spec'
import { NamedNodes } from './named-nodes'

/** The progress bars of a session by name. */
export class Progressbars extends NamedNodes {
  /** Takes over the bars among some outputs, and in them. */
  setAll(outputs: readonly (NodeSpec | NodeId)[]): void {
    for (const output of outputs) {
      if (typeof output === 'number') continue
      if (output.type === 'progressbar') this.set(output.name, output.id)
      if (output.children) this.setAll(output.children)
    }
  }
}
