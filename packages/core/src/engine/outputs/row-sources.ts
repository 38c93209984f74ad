import type { RowsAnswerCommand, RowsFailedCommand } from '../../protocol/commands'
import type { RowBlock, RowId, RowQuery } from '../../protocol/datatable'
import { isQueryFor } from '../../protocol/datatable'
import type { RowsCancelEvent, RowsRequestEvent } from '../../protocol/events'
import type { NodeId } from '../../protocol/output-spec'
import type { ViewTree } from '../../state/view-tree'
import { LazyMap } from '../../state/lazy-collections'
import type { Refusal } from '../wire/refusal'
import { refusal } from '../wire/refusal'
import type { CallbackStart } from '../tasks/session-tasks'
import type { TaskPaths } from '../tasks/task-path'

/** The maximum number of open requests of one page for one table: a newer one replaces the oldest (rule D6). */
const MAX_OPEN = 4
/**
 * The maximum number of running calls of one source for the driver, and for all observers together, including aborted ones, because a source may
 * ignore `signal`.
 */
const MAX_CALLS = 4
/** The ids of a table's rows that a page has received. A page may use only these. */
const MAX_KNOWN_IDS = 100_000

/** A request for rows. */
export interface RowRange {
  readonly offset: number
  readonly limit: number
  readonly query: RowQuery
  /** Aborted when nobody waits for the rows anymore. */
  readonly signal: AbortSignal
}

/** Rows of a source, and the total number of rows of the query. */
export interface CountedRows extends RowBlock {
  readonly total: number
}

/** Reads rows. */
export type RowReader = (range: RowRange) => Promise<CountedRows>

/** The part of a session that data sources need. */
export interface SourceOwner {
  readonly tree: ViewTree
  /** Whether the page may show error messages. */
  readonly debug: boolean
  command(command: RowsAnswerCommand | RowsFailedCommand): void
  /** Runs a callback as a separate task. The promise never rejects. */
  startCallback(run: () => unknown, start: CallbackStart): Promise<void>
  /** Paths of tasks. */
  readonly paths: Pick<TaskPaths, 'outside'>
  reportIgnored(what: string, error: unknown): void
}

/** A page that requests rows. */
export interface RowAsker {
  /** Sends the page an answer. */
  answer(command: RowsAnswerCommand | RowsFailedCommand): void
}

/** A request that is to be answered. */
interface OpenRequest {
  /** Null for the driver's page. */
  readonly asker: RowAsker | null
  /** The number of its event, among the events of the page. */
  readonly n: number
  readonly controller: AbortController
  /** The request, until the source is called for it. */
  waiting: RowRange | null
}

/** The numbers of running calls of a table's source. A replacing source inherits them. */
interface Calls {
  driver: number
  observers: number
}

interface Source {
  readonly read: RowReader
  /** Open requests, the oldest first. */
  readonly open: Set<OpenRequest>
  readonly known: Set<RowId>
  readonly calls: Calls
}

/** The sources of a session's data tables. */
export class RowSources {
  readonly #owner: SourceOwner
  readonly #sources = new LazyMap<NodeId, Source>()

  constructor(owner: SourceOwner) {
    this.#owner = owner
  }

  /** Sets or replaces the source of a table. */
  set(output: NodeId, read: RowReader): void {
    const calls = this.#sources.get(output)?.calls ?? { driver: 0, observers: 0 }
    this.release(output)
    this.#sources.set(output, { read, open: new Set(), known: new Set(), calls })
  }

  /** Tells whether a page has received a row with this id. */
  knows(output: NodeId, id: RowId): boolean {
    return this.#sources.get(output)?.known.has(id) ?? false
  }

  /**
   * A page asks for rows.
   * @param n number of the event, which identifies the request
   * @param asker the page of an observer; null for the driver's page
   */
  request(
    { output, offset, limit, query }: RowsRequestEvent,
    n: number,
    asker: RowAsker | null = null,
  ): Refusal | null {
    const source = this.#sources.get(output)
    const spec = this.#owner.tree.nodes.get(output)?.spec
    if (!source || spec?.type !== 'datatable')
      return refusal('no_such_output', `output ${output} has no source of rows`)
    if (!isQueryFor(spec.columns, query))
      return refusal('bad_value', `rows-request: the columns of output ${output} have no such query`)
    const [oldest, ...others] = [...source.open].filter((one) => one.asker === asker)
    if (oldest && others.length + 1 >= MAX_OPEN) this.#giveUp(output, source, oldest)
    const controller = new AbortController()
    const waiting = { offset, limit, query, signal: controller.signal }
    source.open.add({ asker, n, controller, waiting })
    this.#startNext(output)
    return null
  }

  /** A page no longer needs the rows of a request. A request that has just been answered is not an error. */
  cancel({ output, request }: RowsCancelEvent, asker: RowAsker | null = null): Refusal | null {
    const source = this.#sources.get(output)
    if (!source) return refusal('no_such_output', `output ${output} has no source of rows`)
    for (const one of source.open) if (one.asker === asker && one.n === request) abort(source, one)
    return null
  }

  /** The page of an observer no longer needs any rows. */
  forget(asker: RowAsker): void {
    for (const source of this.#sources.values())
      for (const one of source.open) if (one.asker === asker) abort(source, one)
  }

  /** The table is gone. */
  release(output: NodeId): void {
    const source = this.#sources.get(output)
    if (!source) return
    this.#sources.delete(output)
    for (const request of source.open) abort(source, request)
  }

  /** The session is over. */
  close(): void {
    for (const output of [...this.#sources.keys()]) this.release(output)
  }

  /** Calls the source of a table for waiting requests, as far as the limit allows. */
  #startNext(output: NodeId): void {
    const source = this.#sources.get(output)
    if (!source) return
    const { calls } = source
    for (const request of source.open) {
      const group = request.asker === null ? 'driver' : 'observers'
      const range = request.waiting
      if (!range || calls[group] >= MAX_CALLS) continue
      request.waiting = null
      calls[group]++
      void this.#owner
        .startCallback(() => this.#answer(output, source, request, range), {
          path: this.#owner.paths.outside(),
        })
        .then(() => {
          calls[group]--
          this.#startNext(output)
        })
    }
  }

  async #answer(output: NodeId, source: Source, request: OpenRequest, range: RowRange): Promise<void> {
    try {
      const rows = await source.read(range)
      if (!source.open.delete(request)) return
      remember(source.known, rows)
      this.#reply(request, { type: 'rows-answer', output, request: request.n, ...rows })
    } catch (error) {
      // An aborted call is expected to fail.
      if (!source.open.delete(request)) return
      this.#owner.reportIgnored('the data source of a table', error)
      this.#fail(output, request, this.#owner.debug ? String(error) : undefined)
    }
  }

  #giveUp(output: NodeId, source: Source, request: OpenRequest): void {
    abort(source, request)
    this.#fail(output, request, undefined)
  }

  #fail(output: NodeId, request: OpenRequest, message: string | undefined): void {
    const reason = message === undefined ? {} : { message }
    this.#reply(request, { type: 'rows-failed', output, request: request.n, ...reason })
  }

  #reply({ asker }: OpenRequest, command: RowsAnswerCommand | RowsFailedCommand): void {
    if (asker) asker.answer(command)
    else this.#owner.command(command)
  }
}

function abort({ open }: Source, request: OpenRequest): void {
  open.delete(request)
  request.controller.abort()
}

function remember(known: Set<RowId>, { ids, columns }: RowBlock): void {
  const list = typeof ids === 'number' ? Array.from(columns[0] ?? [], (_, index) => ids + index) : ids
  for (const id of list) {
    // The newest requests are for the rows in view.
    known.delete(id)
    known.add(id)
  }
  for (const id of known) {
    if (known.size <= MAX_KNOWN_IDS) break
    known.delete(id)
  }
}
