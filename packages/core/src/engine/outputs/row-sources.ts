import type { RowsAnswerCommand, RowsFailedCommand } from '../../protocol/commands'
import type { RowBlock, RowId, RowQuery } from '../../protocol/datatable'
import { isQueryFor } from '../../protocol/datatable'
import type { RowsCancelEvent, RowsRequestEvent } from '../../protocol/events'
import type { NodeId } from '../../protocol/output-spec'
import type { ViewTree } from '../../state/view-tree'
import type { Refusal } from '../wire/refusal'
import { refusal } from '../wire/refusal'
import type { CallbackStart } from '../tasks/session-tasks'
import type { TaskPaths } from '../tasks/task-path'

/** Requests for one table that are open at a time: a newer one takes the place of the oldest (rule D6). */
const MAX_OPEN = 4
/** Calls of one source that run at a time, those that were given up included: a source need not look at `signal`. */
const MAX_CALLS = 4
/** Ids of rows that a page was given, of one table. It may name those, and no others. */
const MAX_KNOWN_IDS = 100_000

/** Rows that are wanted. */
export interface RowRange {
  readonly offset: number
  readonly limit: number
  readonly query: RowQuery
  /** Aborted when nobody waits for them any more. */
  readonly signal: AbortSignal
}

/** Rows of a source, and how many its query has in all. */
export interface RowPage extends RowBlock {
  readonly total: number
}

/** Reads rows. */
export type RowReader = (range: RowRange) => Promise<RowPage>

/** A session, as the sources of its tables see it. */
export interface SourceOwner {
  readonly tree: ViewTree
  /** The page may know what an error says. */
  readonly debug: boolean
  command(command: RowsAnswerCommand | RowsFailedCommand): void
  /** Runs a callback as a task of its own. The promise never rejects. */
  startCallback(run: () => unknown, start: CallbackStart): Promise<void>
  /** Paths of tasks, by the event that starts them. */
  readonly paths: Pick<TaskPaths, 'ofEvent'>
  reportIgnored(what: string, error: unknown): void
}

/** A request that is to be answered. */
interface OpenRequest {
  readonly controller: AbortController
  /** What is wanted, until the source is asked for it. */
  waiting: RowRange | null
}

/** The calls of a table's source that have not ended. A source that takes another one's place inherits them. */
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

/** What the data tables of a session read from that have no list of rows. */
export class RowSources {
  readonly #owner: SourceOwner
  readonly #sources = new Map<NodeId, Source>()

  constructor(owner: SourceOwner) {
    this.#owner = owner
  }

  /** Gives a table its source, instead of the one that it has. */
  set(output: NodeId, read: RowReader): void {
    const calls = this.#sources.get(output)?.calls ?? { running: 0 }
    this.release(output)
    this.#sources.set(output, { read, open: new Map(), known: new Set(), calls })
  }

  /** Tells whether a page was given a row of this id. */
  knows(output: NodeId, id: RowId): boolean {
    return this.#sources.get(output)?.known.has(id) ?? false
  }

  /**
   * The page wants rows.
   * @param n number of the event: names the request
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

  /** The page no longer wants what it asked for. One that was answered meanwhile is nobody's fault. */
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

  /** Asks the source of a table for what waits, as far as it may be asked. */
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
          path: this.#owner.paths.ofEvent(request),
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
      // What was given up fails by being given up.
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
    // The newest are the ones that a person sees.
    known.delete(id)
    known.add(id)
  }
  for (const id of known) {
    if (known.size <= MAX_KNOWN_IDS) break
    known.delete(id)
  }
}
