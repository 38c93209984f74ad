import type { CellSettledCommand, CellValue, Message, NodeId, PageSession, RowId } from '@webio/core/protocol'
import { checkCellText } from '@webio/core/protocol'

/** What became of an edit, as long as the page shows it. */
export interface ShownEdit {
  /** What the person gave, until the server has answered; with a message, what was too long to be sent. */
  readonly pending?: CellValue
  /** Why it is not taken. Without a pending value the cell shows its own again. */
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

  /** The edits of a table. The same map as long as they are the same. */
  of(output: NodeId): TableEdits {
    return this.#tables.get(output) ?? NONE
  }

  /** A person has given a cell another value. */
  edit(output: NodeId, row: RowId, column: number, value: CellValue): void {
    const event = { type: 'cell-edit', output, row, column, value } as const
    const problem = checkCellText(value) ?? this.#session.tooLarge(event)
    // What is too long to be sent stays at the cell.
    if (problem) return this.#show({ output, row, column }, { pending: value, message: problem })
    const n = this.#session.send(event)
    if (n === 0) return
    this.#open.set(n, { output, row, column })
    this.#show({ output, row, column }, { pending: value })
  }

  /** A message has been read: the person goes on. */
  forgive(output: NodeId, row: RowId, column: number): void {
    if (this.of(output).get(row)?.get(column)?.message !== undefined)
      this.#show({ output, row, column }, null)
  }

  /** The server has answered. */
  settle({ request, message }: CellSettledCommand): void {
    this.#settle(request, message === undefined ? null : { message })
  }

  /** The server has refused an event. */
  refused(n: number, message: Message): void {
    this.#settle(n, { message })
  }

  #settle(request: number, shown: ShownEdit | null): void {
    const edit = this.#open.get(request)
    if (!edit || !this.#open.delete(request)) return
    const isLast = ![...this.#open.values()].some(
      ({ output, row, column }) => output === edit.output && row === edit.row && column === edit.column,
    )
    // A newer edit of the same cell knows better.
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
