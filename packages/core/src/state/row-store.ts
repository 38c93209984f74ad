import type { RowBlock, RowId } from '../protocol/datatable'
import type { Json } from '../protocol/json'

/** The rows of a data table, for reading. */
export interface RowsView {
  readonly size: number
  /** Increases with every change. */
  readonly version: number
  /** The slots of the rows, in the table's order. Changes in place; `version` tells when. */
  readonly order: readonly number[]
  /** The values of a column, by slot. Changes in place. */
  column(index: number): readonly Json[]
  /** The id of the row in a slot. */
  idAt(slot: number): RowId
  /** The slot of a row. It stays the same as long as the row exists. */
  slotOf(id: RowId): number | undefined
}

/**
 * The rows of a data table, column by column: a hundred thousand rows with ten columns are ten arrays. A row keeps its slot in them when others come
 * and go. The order is a list of slots.
 */
export class RowStore implements RowsView {
  readonly #columns: Json[][]
  readonly #ids: RowId[] = []
  readonly #slots = new Map<RowId, number>()
  #order: number[] = []
  #free: number[] = []
  #version = 0

  /**
   * @param width the number of columns
   */
  constructor(width: number) {
    this.#columns = Array.from({ length: width }, () => [])
  }

  get size(): number {
    return this.#order.length
  }

  get version(): number {
    return this.#version
  }

  get order(): readonly number[] {
    return this.#order
  }

  column(index: number): readonly Json[] {
    return this.#columns[index] ?? []
  }

  idAt(slot: number): RowId {
    return this.#ids[slot] as RowId
  }

  slotOf(id: RowId): number | undefined {
    return this.#slots.get(id)
  }

  /** Inserts rows before the row `before`, or at the end. Ids that already exist are omitted. */
  insert({ ids, columns }: RowBlock, before?: RowId): void {
    const count = typeof ids === 'number' ? (columns[0]?.length ?? 0) : ids.length
    const slots: number[] = []
    for (let index = 0; index < count; index++) {
      const id = typeof ids === 'number' ? ids + index : (ids[index] as RowId)
      if (!this.#slots.has(id)) slots.push(this.#store(id, columns, index))
    }
    this.#place(slots, before)
    this.#version++
  }

  /** Sets some values of a row. A missing row or column is ignored. */
  update(id: RowId, set: readonly (readonly [column: number, value: Json])[]): void {
    const slot = this.#slots.get(id)
    if (slot === undefined) return
    for (const [column, value] of set) {
      const values = this.#columns[column]
      if (values) values[slot] = value
    }
    this.#version++
  }

  /** Removes the rows that exist. */
  remove(ids: readonly RowId[]): void {
    const gone = new Set<number>()
    for (const id of ids) {
      const slot = this.#slots.get(id)
      if (slot === undefined) continue
      this.#slots.delete(id)
      gone.add(slot)
      for (const values of this.#columns) values[slot] = null
    }
    if (gone.size === 0) return
    this.#order = this.#order.filter((slot) => !gone.has(slot))
    this.#free.push(...gone)
    this.#version++
  }

  /** Removes all rows. */
  clear(): void {
    for (const values of this.#columns) values.length = 0
    this.#ids.length = 0
    this.#slots.clear()
    this.#order = []
    this.#free = []
    this.#version++
  }

  #store(id: RowId, columns: RowBlock['columns'], index: number): number {
    const slot = this.#free.pop() ?? this.#ids.length
    this.#ids[slot] = id
    this.#slots.set(id, slot)
    for (let column = 0; column < this.#columns.length; column++) {
      ;(this.#columns[column] as Json[])[slot] = columns[column]?.[index] ?? null
    }
    return slot
  }

  #place(slots: readonly number[], before: RowId | undefined): void {
    const slot = before === undefined ? undefined : this.#slots.get(before)
    const at = slot === undefined ? -1 : this.#order.indexOf(slot)
    if (at < 0) for (const one of slots) this.#order.push(one)
    else this.#order = [...this.#order.slice(0, at), ...slots, ...this.#order.slice(at)]
  }
}
