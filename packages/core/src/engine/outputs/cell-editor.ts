import type { CellEditEvent } from '../../protocol/events'
import type { NodeId } from '../../protocol/output-spec'
import type { Refusal } from '../wire/refusal'

/** Takes the edits of one data table. */
export interface CellEditor {
  /**
   * A person wants to change a value.
   * @param n number of the event: names the edit in its answer
   * @returns null if it will be answered by `cell-settled`; else why it is refused
   */
  edit(event: CellEditEvent, n: number): Refusal | null
}

/** Who takes the edits of the data tables of a session. They go with their table. */
export class CellEditors extends Map<NodeId, CellEditor> {
  release(output: NodeId): void {
    this.delete(output)
  }
}
