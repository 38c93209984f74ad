import type { CellEditor } from '../../../engine/outputs/cell-editor'
import type { Refusal } from '../../../engine/wire/refusal'
import { refusal } from '../../../engine/wire/refusal'
import type { Check } from '../../../engine/forms/form-spec'
import type { CellValue, RowId } from '../../../protocol/datatable'
import { checkCellText, isCellValue } from '../../../protocol/datatable'
import type { CellEditEvent } from '../../../protocol/events'
import type { Message } from '../../../protocol/messages'
import type { ValidationResult } from '../../field-check'
import { describe } from '../../arguments'
import type { OutputPlace } from '../handle/output-kind'
import type { SourceContent } from './source-content'
import type { TableContent } from './table-content'

/**
 * Receives a value that a person entered into a cell, after the column's `validate`, and stores it in the source of the records.
 * @returns nothing to accept the value, which the table then shows; or a message to refuse it, which keeps the old value. May be a promise
 */
export type EditHandler = (
  row: RowId,
  field: string,
  value: unknown,
  previous: unknown,
) => ValidationResult | PromiseLike<ValidationResult>

const CALLER = 'put_datatable'
/** The maximum number of waiting edits of one table. */
const MAX_WAITING = 100

/** Handles the edits of a data table, one after the other in order of arrival: checks each edit, passes it on and answers it. */
export class CellEdits implements CellEditor {
  readonly #place: OutputPlace
  readonly #content: TableContent | SourceContent
  /** The rule of each column. */
  readonly #checks: readonly (Check | undefined)[]
  readonly #onedit: EditHandler | undefined
  #turn: Promise<void> = Promise.resolve()
  #waiting = 0

  constructor(
    place: OutputPlace,
    content: TableContent | SourceContent,
    checks: readonly (Check | undefined)[],
    onedit: EditHandler | undefined,
  ) {
    this.#place = place
    this.#content = content
    this.#checks = checks
    this.#onedit = onedit
  }

  edit(event: CellEditEvent, n: number): Refusal | null {
    const { output, row, column, value } = event
    const definition = this.#content.columns[column]
    if (!definition || !isCellValue(definition, value) || checkCellText(value))
      return refusal('bad_value', `column ${column} of output ${output} does not accept this value`)
    if (!this.#content.canBeMeant(row)) return refusal('no_such_row', `output ${output} has no such row`)
    if (this.#waiting >= MAX_WAITING)
      return refusal('too_busy', `output ${output} has ${MAX_WAITING} waiting edits`)
    const { session } = this.#place
    const path = session.tasks.paths.next()
    this.#waiting++
    this.#turn = this.#turn.then(async () => {
      await session.tasks.startCallback(() => this.#answer(event, n), { path })
      this.#waiting--
    })
    return null
  }

  async #answer({ output, row, column, value }: CellEditEvent, request: number): Promise<void> {
    const { session } = this.#place
    let message: Message | null = { id: 'internal_error' }
    try {
      message = await this.#take(row, column, value)
    } finally {
      if (!session.isClosed)
        session.view.command({ type: 'cell-settled', output, request, ...(message !== null && { message }) })
    }
  }

  /**
   * @returns the reason for the refusal, or null
   */
  async #take(row: RowId, column: number, given: CellValue): Promise<Message | null> {
    const content = this.#content
    const path = content.columns[column]?.path ?? []
    const checked = await this.#checked(column, given)
    if (!checked.ok) return checked.message
    const refused: unknown = await this.#onedit?.(
      row,
      path.join('.'),
      checked.value,
      content.valueOf(row, column),
    )
    if (typeof refused === 'string') return refused === '' ? { id: 'invalid' } : refused
    if (refused !== undefined && refused !== null)
      throw new TypeError(
        `${CALLER}: onedit must return a message (a string) or null, not ${describe(refused)}.`,
      )
    // The row may have been removed between the edit and its answer.
    content.edited(`${CALLER}: the value of ${path.join('.')}`, row, path, checked.value)
    return null
  }

  async #checked(column: number, value: CellValue): Promise<Awaited<ReturnType<Check>>> {
    const check = this.#checks[column]
    if (!check) return { ok: true, value }
    try {
      return await check(value)
    } catch (error) {
      this.#place.session.log.ignored(`validate of column ${column} of ${CALLER}`, error)
      return { ok: false, message: { id: 'invalid' } }
    }
  }
}
