import type { CellSettledCommand, CellValue, Message, NodeId, PageSession, RowId } from '@webio/core/protocol'
import { checkCellText } from '@webio/core/protocol'

/** The outcome of an edit, for as long as the page shows it. */
export interface ShownEdit {
  /** The person's value until the server has answered. With a message, it was too long to send. */
  readonly pending?: CellValue
  /** Why the value was refused. Without a pending value, the cell shows its own value again. */
  readonly message?: Message
}

interface Edit {
  readonly output: NodeId
  readonly row: RowId
  readonly column: number
}

type TableEdits = ReadonlyMap<RowId, ReadonlyMap<number, ShownEdit>>

const NONE: TableEdits = new Map()

/** The edits of a page's data tables that have no answer yet, and those that were refused (rule D9). */
export class CellEdits {
  readonly #session: PageSession
  readonly #open = new Map<number, Edit>()
  readonly #tables = new Map<NodeId, TableEdits>()
  readonly #listeners = new Set<() => void>()

  constructor(session: PageSession) {
    this.#session = session
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** The edits of a table. The map stays the same until they change. */
  of(output: NodeId): TableEdits {
    return this.#tables.get(output) ?? NONE
  }

  /** Called when a person has given a cell a new value. */
  edit(output: NodeId, row: RowId, column: number, value: CellValue): void {
    const event = { type: 'cell-edit', output, row, column, value } as const
    const problem = checkCellText(value) ?? this.#session.tooLarge(event)
    // A value that is too long to send stays at the cell.
    if (problem) return this.#show({ output, row, column }, { pending: value, message: problem })
    const n = this.#session.send(event)
    if (n === 0) return
    this.#open.set(n, { output, row, column })
    this.#show({ output, row, column }, { pending: value })
  }

  /** Removes a message that the person has read. */
  forgive(output: NodeId, row: RowId, column: number): void {
    if (this.of(output).get(row)?.get(column)?.message !== undefined)
      this.#show({ output, row, column }, null)
  }

  /** Handles the server's answer. */
  settle({ request, message }: CellSettledCommand): void {
    this.#settle(request, message === undefined ? null : { message })
  }

  /** Handles the server's refusal of an event. */
  refused(n: number, message: Message): void {
    this.#settle(n, { message })
  }

  #settle(request: number, shown: ShownEdit | null): void {
    const edit = this.#open.get(request)
    if (!edit || !this.#open.delete(request)) return
    const isLast = ![...this.#open.values()].some(
      ({ output, row, column }) => output === edit.output && row === edit.row && column === edit.column,
    )
    // A newer edit of the same cell takes precedence.
    if (isLast) this.#show(edit, shown)
  }

  #show({ output, row, column }: Edit, shown: ShownEdit | null): void {
    const table = new Map(this.of(output))
    const cells = new Map(table.get(row))
    if (shown) cells.set(column, shown)
    else cells.delete(column)
    if (cells.size > 0) table.set(row, cells)
    else table.delete(row)
    if (table.size > 0) this.#tables.set(output, table)
    else this.#tables.delete(output)
    for (const listener of this.#listeners) listener()
  }
}
