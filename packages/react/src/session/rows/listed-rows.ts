import type { NodeId, RowsView, ViewTree } from '@webio/core/protocol'

/** The rows of a data table at one moment. Each moment is a new object. */
export interface RowsMoment {
  readonly rows: RowsView
  /** The slots of the rows, in the table's order. */
  readonly order: readonly number[]
}

interface KeptMoment {
  readonly stamp: number
  readonly moment: RowsMoment
}

/** While rows are arriving, the present ones are sorted and filtered only this often. */
const STEPS_PER_DOUBLING = 2

/** The rows of the data tables in the view tree as values: the same object until they change. */
export class ListedRows {
  readonly #tree: ViewTree
  readonly #kept = { now: new WeakMap<RowsView, KeptMoment>(), lately: new WeakMap<RowsView, KeptMoment>() }

  constructor(tree: ViewTree) {
    this.#tree = tree
  }

  /** The current rows of a table; undefined if there is no such table. */
  now(table: NodeId): RowsMoment | undefined {
    const rows = this.#tree.rows.get(table)
    return rows && momentOf(rows, rows.version, this.#kept.now)
  }

  /** Fairly recent rows of a table, which change less often the more there are: for work whose cost grows with their number. */
  lately(table: NodeId): RowsMoment | undefined {
    const rows = this.#tree.rows.get(table)
    return (
      rows && momentOf(rows, Math.floor(Math.log2(rows.size + 1) * STEPS_PER_DOUBLING), this.#kept.lately)
    )
  }
}

function momentOf(rows: RowsView, stamp: number, kept: WeakMap<RowsView, KeptMoment>): RowsMoment {
  const known = kept.get(rows)
  if (known?.stamp === stamp) return known.moment
  const moment = { rows, order: [...rows.order] }
  kept.set(rows, { stamp, moment })
  return moment
}
