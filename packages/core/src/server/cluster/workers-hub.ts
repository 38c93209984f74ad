import type { NodeInfo } from '../../engine/cluster/cluster-bus'
import { byId } from '../../engine/cluster/cluster-bus'
import { MemorySessionDirectory } from '../../engine/cluster/memory-cluster-bus'
import type { AnswerMessage, CallMessage, CallName, Calls, DeliveryMessage, Line } from './worker-messages'
import { isWorkerMessage } from './worker-messages'

interface ConnectedWorker {
  readonly line: Line
  /** The channels to which it has subscribed, with the number of subscriptions. */
  readonly channels: Map<string, number>
  node: NodeInfo | null
}

/**
 * The state that the workers of one machine share, in their primary process: the workers, their subscriptions, and the directory of sessions. When a
 * worker ends, its entries are removed.
 */
export class WorkersHub {
  readonly #directory = new MemorySessionDirectory()
  readonly #workers = new Set<ConnectedWorker>()

  /** Serves one worker, until its line ends. */
  connect(line: Line): void {
    const worker: ConnectedWorker = { line, channels: new Map(), node: null }
    this.#workers.add(worker)
    line.onMessage((message) => {
      const isCall = isWorkerMessage(message) && message.webio === 'call'
      // The last messages of a worker may arrive after its end.
      if (isCall && this.#workers.has(worker)) void this.#answer(worker, message)
    })
    line.onEnd(() => {
      if (this.#workers.delete(worker)) void this.#forget(worker)
    })
  }

  async #answer(worker: ConnectedWorker, { n, name, args }: CallMessage): Promise<void> {
    let answer: AnswerMessage
    try {
      const call = this.#calls[name] as (worker: ConnectedWorker, ...args: readonly unknown[]) => unknown
      answer = { webio: 'answer', n, value: await call(worker, ...args) }
    } catch (error) {
      answer = { webio: 'answer', n, problem: String(error) }
    }
    worker.line.send(answer)
  }

  async #forget({ node }: ConnectedWorker): Promise<void> {
    if (!node) return
    const rows = await this.#directory.list({})
    const gone = rows.filter((row) => row.node === node.id).map(({ id }) => id)
    await this.#directory.remove(node.id, gone)
  }

  readonly #calls: {
    readonly [name in CallName]: (
      worker: ConnectedWorker,
      ...args: Calls[name][0]
    ) => Calls[name][1] | Promise<Calls[name][1] | void> | void
  } = {
    join: (worker, node) => {
      worker.node = node
    },
    leave: async (worker) => {
      await this.#forget(worker)
      worker.node = null
      worker.channels.clear()
    },
    members: () => [...this.#workers].flatMap(({ node }) => node ?? []).sort(byId),
    publish: (_, channel, json) => {
      const delivery: DeliveryMessage = { webio: 'delivery', channel, json }
      for (const { channels, line } of this.#workers) if (channels.has(channel)) line.send(delivery)
    },
    subscribe: ({ channels }, channel) => {
      channels.set(channel, (channels.get(channel) ?? 0) + 1)
    },
    unsubscribe: ({ channels }, channel) => {
      const count = (channels.get(channel) ?? 0) - 1
      if (count > 0) channels.set(channel, count)
      else channels.delete(channel)
    },
    put: (_, rows) => this.#directory.put(rows),
    get: (_, id) => this.#directory.get(id),
    claim: (_, id, from, to) => this.#directory.claim(id, from, to),
    list: (_, filter) => this.#directory.list(filter),
    remove: (_, node, ids) => this.#directory.remove(node, ids),
  }
}
