import type { RowReader } from '../../../engine/outputs/row-sources'
import type { DatatableColumn, RowId } from '../../../protocol/datatable'
import { describe } from '../../arguments'
import type { OutputPlace } from '../handle/output-kind'
import type { DataSource } from './data-source'

/** What the server keeps of a data table that reads its rows from a source. */
export class SourceContent {
  readonly columns: readonly DatatableColumn[]
  readonly #place: OutputPlace
  /** Rows have marks. */
  readonly hasMarks: boolean
  readonly #readerOf: (source: DataSource) => RowReader
  #waiting: DataSource | null
  #source: DataSource
  #version = 1

  /** @param readerOf makes a reader of a source */
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

  /** Another number says to the page that what it has read is out of date. */
  get version(): number {
    return this.#version
  }

  /** Tells whether the page was given a row of this id. */
  has(id: RowId): boolean {
    return this.#place.session.rowSources.knows(this.#place.id, id)
  }

  /** Tells whether the person can have meant a row: ids of sources are the records' own. */
  canBeMeant(id: RowId): boolean {
    return this.has(id)
  }

  /**
   * Puts another source in the place of this one, or the same again where it has other rows now.
   * @throws TypeError where it is no function
   */
  replace(caller: string, source: unknown): void {
    if (typeof source !== 'function')
      throw new TypeError(
        `${caller}: the table has a data source; its records must be a function, not ${describe(source)}.`,
      )
    this.#waiting = this.#source = source as DataSource
    this.#version++
  }

  /** What a row has in a column is known to the source alone. */
  valueOf(): null {
    return null
  }

  /** A person has given a row another value: the page reads anew. */
  edited(): void {
    this.replace('put_datatable', this.#source)
    this.show()
  }

  /** Lets the page read from the source that waits. */
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
