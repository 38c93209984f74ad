import type { RowsAnswerCommand, RowsFailedCommand } from '../../protocol/commands'
import type { NodeId } from '../../protocol/output-spec'
import type { CountedRows, RowRange, RowSources } from '../outputs/row-sources'
import type { ToThread } from './thread-messages'

/**
 * The rows of a thread's data tables for the observers of its session, whose requests have numbers of their own. The requests of the driver's page
 * reach the thread like all other events.
 */
export class ObservedRows {
  readonly #sources: RowSources
  readonly #post: (message: ToThread) => void
  readonly #asked = new Map<number, { resolve(rows: CountedRows): void; reject(error: Error): void }>()
  #last = 0

  constructor(sources: RowSources, post: (message: ToThread) => void) {
    this.#sources = sources
    this.#post = post
  }

  /** The thread has shown a table with a source. */
  add(output: NodeId): void {
    this.#sources.set(output, (range) => this.#read(output, range))
  }

  /** The thread answers a request. */
  answer(command: RowsAnswerCommand | RowsFailedCommand): void {
    const { request } = command
    const asked = this.#asked.get(request)
    this.#asked.delete(request)
    if (command.type === 'rows-failed')
      return asked?.reject(new Error(command.message ?? 'The source in the worker thread has failed.'))
    const { ids, columns, total } = command
    asked?.resolve({ ids, columns, total })
  }

  /** The thread has ended. */
  end(): void {
    for (const { reject } of this.#asked.values()) reject(new Error('The worker thread has ended.'))
    this.#asked.clear()
  }

  #read(output: NodeId, { signal, ...range }: RowRange): Promise<CountedRows> {
    const n = ++this.#last
    this.#post({ type: 'rows', n, event: { type: 'rows-request', output, ...range } })
    return new Promise((resolve, reject) => {
      this.#asked.set(n, { resolve, reject })
      signal.addEventListener('abort', () => {
        if (!this.#asked.delete(n)) return
        this.#post({ type: 'rows', n, event: { type: 'rows-cancel', output, request: n } })
        reject(signal.reason as Error)
      })
    })
  }
}
