import type { CellEditEvent } from '../../protocol/events'
import type { NodeId } from '../../protocol/output-spec'
import { LazyMap } from '../../state/lazy-collections'
import type { Refusal } from '../wire/refusal'

/** Handles the edits of one data table. */
export interface CellEditor {
  /**
   * Handles a person's edit.
   * @param n number of the event, which identifies the edit in its answer
   * @returns null if `cell-settled` will answer it; otherwise the reason for the refusal
   */
  edit(event: CellEditEvent, n: number): Refusal | null
}

/** The edit handlers of a session's data tables. They are removed with their table. */
export class CellEditors extends LazyMap<NodeId, CellEditor> {
  release(output: NodeId): void {
    this.delete(output)
  }
}
