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

/** The maximum number of open requests for one table: a newer one replaces the oldest (rule D6). */
const MAX_OPEN = 4
/** The maximum number of running calls of one source, including aborted ones, because a source may ignore `signal`. */
const MAX_CALLS = 4
/** The ids of a table's rows that the page has received. It may use only these. */
const MAX_KNOWN_IDS = 100_000

/** A request for rows. */
export interface RowRange {
  readonly offset: number
  readonly limit: number
  readonly query: RowQuery
  /** Aborted when nobody waits for the rows any more. */
  readonly signal: AbortSignal
}

/** Rows of a source, and the total number of rows of the query. */
export interface RowPage extends RowBlock {
  readonly total: number
}

/** Reads rows. */
export type RowReader = (range: RowRange) => Promise<RowPage>

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

/** A request that is to be answered. */
interface OpenRequest {
  readonly controller: AbortController
  /** The request, until the source is called for it. */
  waiting: RowRange | null
}

/** The running calls of a table's source. A replacing source inherits them. */
interface Calls {
  running: number
}

interface Source {
  readonly read: RowReader
  /** Open requests by the number of their event, the oldest first. */
  readonly open: Map<number, OpenRequest>
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
    const calls = this.#sources.get(output)?.calls ?? { running: 0 }
    this.release(output)
    this.#sources.set(output, { read, open: new Map(), known: new Set(), calls })
  }

  /** Tells whether the page has received a row with this id. */
  knows(output: NodeId, id: RowId): boolean {
    return this.#sources.get(output)?.known.has(id) ?? false
  }

  /**
   * The page asks for rows.
   * @param n number of the event, which identifies the request
   */
  request({ output, offset, limit, query }: RowsRequestEvent, n: number): Refusal | null {
    const source = this.#sources.get(output)
    const spec = this.#owner.tree.nodes.get(output)?.spec
    if (!source || spec?.type !== 'datatable')
      return refusal('no_such_output', `output ${output} has no source of rows`)
    if (!isQueryFor(spec.columns, query))
      return refusal('bad_value', `rows-request: the columns of output ${output} have no such query`)
    const [oldest] = source.open.keys()
    if (source.open.size >= MAX_OPEN && oldest !== undefined) this.#giveUp(output, source, oldest)
    const controller = new AbortController()
    const range = { offset, limit, query, signal: controller.signal }
    source.open.set(n, { controller, waiting: range })
    this.#startNext(output)
    return null
  }

  /** The page no longer needs the rows of a request. A request that has just been answered is not an error. */
  cancel({ output, request }: RowsCancelEvent): Refusal | null {
    const source = this.#sources.get(output)
    if (!source) return refusal('no_such_output', `output ${output} has no source of rows`)
    abort(source, request)
    return null
  }

  /** The table is gone. */
  release(output: NodeId): void {
    const source = this.#sources.get(output)
    if (!source) return
    this.#sources.delete(output)
    for (const request of [...source.open.keys()]) abort(source, request)
  }

  /** The session is over. */
  close(): void {
    for (const output of [...this.#sources.keys()]) this.release(output)
  }

  /** Calls the source of a table for waiting requests, as far as the limit allows. */
  #startNext(output: NodeId): void {
    const source = this.#sources.get(output)
    if (!source) return
    for (const [request, open] of source.open) {
      if (source.calls.running >= MAX_CALLS) return
      const range = open.waiting
      if (!range) continue
      open.waiting = null
      source.calls.running++
      void this.#owner
        .startCallback(() => this.#answer(output, source, request, range), {
          path: this.#owner.paths.outside(),
        })
        .then(() => {
          source.calls.running--
          this.#startNext(output)
        })
    }
  }

  async #answer(output: NodeId, source: Source, request: number, range: RowRange): Promise<void> {
    try {
      const page = await source.read(range)
      if (!source.open.delete(request)) return
      remember(source.known, page)
      this.#owner.command({ type: 'rows-answer', output, request, ...page })
    } catch (error) {
      // An aborted call is expected to fail.
      if (!source.open.delete(request)) return
      this.#owner.reportIgnored('the data source of a table', error)
      this.#fail(output, request, this.#owner.debug ? String(error) : undefined)
    }
  }

  #giveUp(output: NodeId, source: Source, request: number): void {
    abort(source, request)
    this.#fail(output, request, undefined)
  }

  #fail(output: NodeId, request: number, message: string | undefined): void {
    this.#owner.command({ type: 'rows-failed', output, request, ...(message !== undefined && { message }) })
  }
}

function abort({ open }: Source, request: number): void {
  const { controller } = open.get(request) ?? {}
  open.delete(request)
  controller?.abort()
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
