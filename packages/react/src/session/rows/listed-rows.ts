import type { NodeId, RowsView, ViewTree } from '@webio/core/protocol'

/** The rows of a data table at one moment. Another moment is another object. */
export interface RowsMoment {
  readonly rows: RowsView
  /** The slots of the rows, in the table's order. */
  readonly order: readonly number[]
}

interface KeptMoment {
  readonly stamp: number
  readonly moment: RowsMoment
}

/** While rows are on their way, those that are there are sorted and filtered only now and then. */
const STEPS_PER_DOUBLING = 2

/** The rows of the data tables in the view tree as values: the same object as long as they are the same. */
export class ListedRows {
  readonly #tree: ViewTree
  readonly #kept = { now: new WeakMap<RowsView, KeptMoment>(), lately: new WeakMap<RowsView, KeptMoment>() }

  constructor(tree: ViewTree) {
    this.#tree = tree
  }

  /** The rows of a table as they are now; undefined if there is no such table. */
  now(table: NodeId): RowsMoment | undefined {
    const rows = this.#tree.rows.get(table)
    return rows && momentOf(rows, rows.version, this.#kept.now)
  }

  /** The rows of a table as they were not long ago, in relation to how many there are: for what costs time for each of them. */
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
