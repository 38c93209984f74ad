import { InputCancelledException, SessionClosedException } from '../../errors'
import { runInContext } from '../../engine/task-context'
import type { RowId } from '../../protocol/datatable'
import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions } from '../arguments'
import type { FormOptions } from '../input/input-item'
import { settled } from '../settled'
import { liveContext } from '../live-context'
import { put_button } from '../output/put-buttons'
import { put_column, put_row } from '../output/put-row'
import { put_text } from '../output/put-text'
import type { DataSource } from '../output/datatable/data-source'
import type { DatatableBaseOptions } from '../output/datatable/put-datatable'
import { put_datatable } from '../output/datatable/put-datatable'
import { valueAt } from '../output/datatable/records'

/** Options of `datatable_select`: the question, and the options of `put_datatable`. */
export interface DatatableSelectOptions<
  Multiple extends boolean,
  Cancelable extends boolean,
  Row extends object = object,
>
  extends
    Omit<DatatableBaseOptions<Row>, 'instance_id' | 'onedit' | 'anchor' | 'before' | 'after'>,
    Pick<FormOptions, 'timeout' | 'signal'> {
  /** The question, above the table. */
  label?: string
  /** Several records can be chosen. @default false */
  multiple?: Multiple
  /** Adds a Cancel button, which returns null. @default false */
  cancelable?: Cancelable
  /** Label of the button that confirms the selection. @default 'Select' */
  submit?: string
  /** Label of the button for null. @default 'Cancel' */
  cancel?: string
}

const OWN_RULES = {
  label: 'string',
  multiple: 'boolean',
  cancelable: 'boolean',
  submit: 'string',
  cancel: 'string',
  timeout: 'number',
  signal: 'signal',
} as const satisfies OptionRules

const CALLER = 'datatable_select'

/**
 * Asks to choose from records in a data table, which can be searched, sorted and filtered like any other, also by keyboard. It is shown in the
 * current scope and removed after the answer.
 *
 * @param records one object per row, or a function that reads them (`DataRequest`)
 * @returns the record of the chosen row; with `multiple` an array of at least one; null if the person cancelled. Rejects as `input` does: with
 * InputCancelledException if `timeout` or `signal` withdraws the question or its scope is removed; with SessionClosedException if the session ends
 * @throws TypeError or RangeError as `put_datatable` does
 * @example const order = await datatable_select(orders, { label: 'Which order?', id_field: 'number' })
 */
export function datatable_select<
  Row extends object,
  const Multiple extends boolean = false,
  const Cancelable extends boolean = false,
>(
  records: readonly Row[] | DataSource,
  options?: DatatableSelectOptions<Multiple, Cancelable, Row>,
): Promise<(Multiple extends true ? Row[] : Row) | (Cancelable extends true ? null : never)> {
  type Answer = (Multiple extends true ? Row[] : Row) | (Cancelable extends true ? null : never)
  const context = liveContext(CALLER)
  const { own, table } = partsOf(options ?? {})
  const {
    label,
    multiple = false,
    cancelable = false,
    submit = 'Select',
    cancel = 'Cancel',
    timeout,
    signal,
  } = own
  if (timeout !== undefined && timeout <= 0)
    throw new RangeError(`${CALLER}: timeout must be more than 0 seconds, not ${timeout}.`)
  const { session, task, path } = context
  const known = new KnownRecords(records, table['id_field'])
  let answer: (value: Answer) => void = () => {}
  const take = (ids: RowId | RowId[]): void =>
    answer((multiple ? (ids as RowId[]).map(known.of) : known.of(ids as RowId)) as Answer)
  const { scope, position, ...look } = table
  const shown = put_datatable(
    known.source as never,
    {
      ...look,
      actions: [[submit, take]],
      multiple_select: multiple,
    } as never,
  )
  const parts = [
    ...(label === undefined ? [] : [put_text(label)]),
    shown,
    ...(cancelable
      ? [put_row([put_button(cancel, () => answer(null as Answer), CANCEL)], { size: 'max-content' })]
      : []),
  ]
  // By default, all rows of a column are as high as the highest.
  const size = parts.map(() => 'auto').join(' ')
  const question = put_column(parts, { scope, position, size } as object)
  session.view.commit()
  const { id } = question as unknown as { readonly id: number }
  return settled(
    new Promise<Answer>((resolve, reject) => {
      const cleanUps: (() => void)[] = []
      let isOver = false
      const end = (settle: () => void): void => {
        if (isOver) return
        isOver = true
        for (const cleanUp of cleanUps) cleanUp()
        if (!session.isClosed && session.view.tree.nodes.has(id))
          session.view.command({ type: 'output-remove', output: id })
        runInContext(context, settle)
      }
      const fail = (error: Error): void => end(() => reject(error))
      const withdraw = (reason: 'timeout' | 'signal' | 'scope', cause?: unknown): void =>
        fail(new InputCancelledException(reason, label ?? '', cause === undefined ? undefined : { cause }))
      const closed = (): void =>
        fail(new SessionClosedException(`${CALLER}: this session, or this task, has been closed.`))
      answer = (value) => end(() => resolve(value))
      cleanUps.push(task.onClose(closed), session.onClose(closed))
      if (timeout !== undefined)
        cleanUps.push(session.timer(path, `timeout of ${CALLER}`, () => withdraw('timeout'), timeout * 1000))
      const abort = (): void => withdraw('signal', signal?.reason)
      signal?.addEventListener('abort', abort, { once: true })
      cleanUps.push(() => signal?.removeEventListener('abort', abort))
      session.view.watchRemoval(id, () => withdraw('scope'))
      if (signal?.aborted) abort()
    }),
  )
}

const CANCEL = { color: 'secondary', outline: true } as const

function partsOf(options: object): {
  own: DatatableSelectOptions<boolean, boolean>
  table: Record<string, unknown>
} {
  checkArgument(CALLER, 'options', options, 'object')
  const entries = Object.entries(options)
  const own = Object.fromEntries(entries.filter(([name]) => Object.hasOwn(OWN_RULES, name)))
  const table = Object.fromEntries(entries.filter(([name]) => !Object.hasOwn(OWN_RULES, name)))
  return { own: checkOptions<DatatableSelectOptions<boolean, boolean>>(CALLER, own, OWN_RULES), table }
}

/** The records by row id. */
class KnownRecords {
  /** The records or the source that the table reads. */
  readonly source: unknown
  readonly #byId = new Map<RowId, object>()

  constructor(records: unknown, idField: unknown) {
    const path = idField === undefined ? null : ([idField].flat() as string[])
    const remember = (record: unknown, index: number, first: number): void => {
      if (typeof record !== 'object' || record === null) return
      const id = path === null ? first + index : valueAt(record, path)
      if (typeof id === 'string' || typeof id === 'number') this.#byId.set(id, record)
    }
    if (typeof records !== 'function') {
      this.source = records
      if (Array.isArray(records)) records.forEach((record: unknown, index) => remember(record, index, 0))
      return
    }
    const source: DataSource = async (request) => {
      const answer = await (records as DataSource)(request)
      if (Array.isArray(answer.rows))
        answer.rows.forEach((record, index) => remember(record, index, request.offset))
      return answer
    }
    this.source = source
  }

  readonly of = (id: RowId): object => this.#byId.get(id) as object
}
