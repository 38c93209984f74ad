import type { RowReader } from '../../../engine/outputs/row-sources'
import type { DatatableColumn, RowId } from '../../../protocol/datatable'
import { describe } from '../../arguments'
import type { OutputPlace } from '../handle/output-kind'
import type { DataSource } from './data-source'

/** What the server keeps of a data table that reads its rows from a source. */
export class SourceContent {
  readonly columns: readonly DatatableColumn[]
  readonly #place: OutputPlace
  readonly #readerOf: (source: DataSource) => RowReader
  #waiting: DataSource | null
  #version = 1

  /** @param readerOf makes a reader of a source */
  constructor(
    place: OutputPlace,
    columns: readonly DatatableColumn[],
    readerOf: (source: DataSource) => RowReader,
    source: DataSource,
  ) {
    this.#place = place
    this.columns = columns
    this.#readerOf = readerOf
    this.#waiting = source
  }

  /** Another number says to the page that what it has read is out of date. */
  get version(): number {
    return this.#version
  }

  /** Tells whether the page was given a row of this id. */
  has(id: RowId): boolean {
    return this.#place.session.rowSources.knows(this.#place.id, id)
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
    this.#waiting = source as DataSource
    this.#version++
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
