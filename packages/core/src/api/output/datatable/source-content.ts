import type { RowReader } from '../../../engine/outputs/row-sources'
import type { DatatableColumn, RowId } from '../../../protocol/datatable'
import { describe } from '../../arguments'
import type { OutputPlace } from '../handle/output-kind'
import type { DataSource } from './data-source'

/** The server's state of a data table with a source. */
export class SourceContent {
  readonly columns: readonly DatatableColumn[]
  readonly #place: OutputPlace
  /** Rows have marks. */
  readonly hasMarks: boolean
  readonly #readerOf: (source: DataSource) => RowReader
  #waiting: DataSource | null
  #source: DataSource
  #version = 1

  /**
   * @param readerOf creates a reader for a source
   */
  constructor(
    place: OutputPlace,
    columns: readonly DatatableColumn[],
    readerOf: (source: DataSource) => RowReader,
    source: DataSource,
    hasMarks = false,
  ) {
    this.#place = place
    this.columns = columns
    this.#readerOf = readerOf
    this.#waiting = this.#source = source
    this.hasMarks = hasMarks
  }

  /** A different number tells the page that its rows are out of date. */
  get version(): number {
    return this.#version
  }

  /** Tells whether the page has received a row with this id. */
  has(id: RowId): boolean {
    return this.#place.session.rowSources.knows(this.#place.id, id)
  }

  /** Whether the person can have meant a row: ids of sources are the records' own. */
  canBeMeant(id: RowId): boolean {
    return this.has(id)
  }

  /**
   * Replaces the source, or refreshes the same source if its rows have changed.
   * @throws TypeError if it is not a function
   */
  replace(caller: string, source: unknown): void {
    if (typeof source !== 'function')
      throw new TypeError(
        `${caller}: the table has a data source; its records must be a function, not ${describe(source)}.`,
      )
    this.#waiting = this.#source = source as DataSource
    this.#version++
  }

  /** Only the source knows the value of a row in a column. */
  valueOf(): null {
    return null
  }

  /** A person changed a value: the page reads its rows again. */
  edited(): void {
    this.replace('put_datatable', this.#source)
    this.show()
  }

  /** Lets the page read from the new source. */
  show(): void {
    const { session, id } = this.#place
    if (!this.#waiting) return
    session.rowSources.set(id, this.#readerOf(this.#waiting))
    const spec = session.view.tree.nodes.get(id)?.spec
    if (spec?.type === 'datatable' && spec.source !== this.#version)
      session.view.command({ type: 'output-update', output: id, set: { source: this.#version } })
    session.tasks.stayAlive()
    this.#waiting = null
  }
}
