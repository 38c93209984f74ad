import type { Command } from '../../protocol/commands'
import type { NodeId } from '../../protocol/output-spec'
import { TOASTS_ID } from '../../protocol/output-spec'

/** Tells the visitor why the page starts over. The notice stays until it is closed. */
export function updatedCommand(id: NodeId): Command {
  return {
    type: 'output-insert',
    parent: TOASTS_ID,
    outputs: [
      { id, type: 'toast', content: { id: 'page_updated' }, duration: 0, position: 'center', color: 'info' },
    ],
  }
}
