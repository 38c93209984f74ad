import type { Json, NodeId, RowId, RowQuery, RowsAnswerCommand } from '@webio/core/protocol'
import type { RowRequests } from './row-requests'

/** The number of rows in one request. */
const PAGE_ROWS = 100
/** The number of open requests at a time. The server accepts 4 (rule D6). */
const MAX_OPEN = 3
/** The number of pages that are kept. Those farthest from the view are dropped first. */
const MAX_PAGES = 50
/** The delay before a request: rows that a person quickly scrolls past are not requested. */
const ASK_AFTER_MS = 60

/** A row of a source: its id and its values by column. */
export interface SourceRow {
  readonly id: RowId
  readonly values: readonly Json[]
}

type Page =
  | { readonly state: 'asked'; readonly request: number }
  | { readonly state: 'failed' }
  | { readonly state: 'loaded'; readonly rows: readonly SourceRow[] }

/** The available rows of a source at one moment. An immutable value. */
export interface SourceMoment {
  /** The number of rows of the query; null until the first answer. A new query keeps the previous number until it is answered. */
  readonly total: number | null
  /** Why rows could not be read: empty if the server gives no reason; null if nothing failed. */
  readonly failure: string | null
  /** The row at an index; undefined until it has arrived. */
  rowAt(index: number): SourceRow | undefined
}

/** Reads the rows of a data table with a source as they come into view. */
export class SourceRows {
  readonly #requests: RowRequests
  readonly #output: NodeId
  readonly #listeners = new Set<() => void>()
  readonly #pages = new Map<number, Page>()
  #query: RowQuery = { sort: [], filter: [] }
  #key: string | null = null
  #total: number | null = null
  #failure: string | null = null
  #moment: SourceMoment | null = null
  #first = 0
  #last = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(requests: RowRequests, output: NodeId) {
    this.#requests = requests
    this.#output = output
  }

  /** The available rows: the same object until something changes. */
  readonly getMoment = (): SourceMoment =>
    (this.#moment ??= momentOf(new Map(this.#pages), this.#total, this.#failure))

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /**
   * Sets which rows are wanted. If that changes, the available rows are dropped.
   * @param source the version of the source
   */
  use(query: RowQuery, source: number): void {
    const key = JSON.stringify([query, source])
    if (key === this.#key) return
    this.#key = key
    this.#query = query
    this.dispose()
    this.#pages.clear()
    this.#failure = null
    this.#changed()
    this.#ask()
  }

  /** Reports which rows are in view. They are requested soon. */
  show(first: number, last: number): void {
    this.#first = first
    this.#last = last
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#ask()
    }, ASK_AFTER_MS)
  }

  /** Requests again what could not be read. */
  retry(): void {
    for (const [index, page] of [...this.#pages]) if (page.state === 'failed') this.#pages.delete(index)
    this.#failure = null
    this.#changed()
    this.#ask()
  }

  /** Cancels all open requests. */
  dispose(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const index of [...this.#pages.keys()]) this.#giveUp(index)
  }

  #ask(): void {
    if (this.#key === null || this.#failure !== null) return
    const from = Math.floor(this.#first / PAGE_ROWS)
    const to = Math.floor(Math.max(this.#first, this.#last) / PAGE_ROWS)
    for (const index of [...this.#pages.keys()]) if (index < from - 1 || index > to + 1) this.#giveUp(index)
    for (let index = from; index <= to && this.#openCount() < MAX_OPEN; index++) this.#askFor(index)
    this.#forgetFar(from, to)
  }

  #askFor(index: number): void {
    if (this.#pages.has(index)) return
    const offset = index * PAGE_ROWS
    if (this.#total !== null && offset >= this.#total && index > 0) return
    const request = this.#requests.ask(this.#output, offset, PAGE_ROWS, this.#query, {
      answered: (answer) => this.#answered(index, answer),
      failed: (message) => this.#failed(index, message),
      lost: () => {
        this.#pages.delete(index)
        this.#ask()
      },
    })
    this.#pages.set(index, request > 0 ? { state: 'asked', request } : { state: 'failed' })
    if (request === 0) this.#failed(index)
  }

  #answered(index: number, { ids, columns, total }: RowsAnswerCommand): void {
    const count = columns[0]?.length ?? 0
    const rows = Array.from({ length: count }, (_, row) => ({
      id: typeof ids === 'number' ? ids + row : (ids[row] as RowId),
      values: columns.map((column) => column[row] ?? null),
    }))
    this.#pages.set(index, { state: 'loaded', rows })
    this.#total = total
    this.#changed()
    this.#ask()
  }

  #failed(index: number, message = ''): void {
    this.#pages.set(index, { state: 'failed' })
    this.#failure = message
    this.#changed()
  }

  #giveUp(index: number): void {
    const page = this.#pages.get(index)
    if (page?.state !== 'asked') return
    this.#pages.delete(index)
    this.#requests.cancel(this.#output, page.request)
  }

  #openCount(): number {
    let count = 0
    for (const page of this.#pages.values()) if (page.state === 'asked') count++
    return count
  }

  #forgetFar(from: number, to: number): void {
    if (this.#pages.size <= MAX_PAGES) return
    const middle = (from + to) / 2
    const far = [...this.#pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle))
    for (const index of far.slice(0, this.#pages.size - MAX_PAGES)) {
      this.#giveUp(index)
      this.#pages.delete(index)
    }
  }

  #changed(): void {
    this.#moment = null
    for (const listener of [...this.#listeners]) listener()
  }
}

function momentOf(
  pages: ReadonlyMap<number, Page>,
  total: number | null,
  failure: string | null,
): SourceMoment {
  return {
    total,
    failure,
    rowAt(index) {
      const page = pages.get(Math.floor(index / PAGE_ROWS))
      return page?.state === 'loaded' ? page.rows[index % PAGE_ROWS] : undefined
    },
  }
}
