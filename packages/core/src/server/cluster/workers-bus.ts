import type { ClusterBus, NodeInfo, SessionDirectory } from '../../engine/cluster/cluster-bus'
import { HEARTBEAT_MS } from '../../engine/cluster/cluster-bus'
import type { CallMessage, CallName, Calls, Line, WorkerMessage } from './worker-messages'
import { isWorkerMessage } from './worker-messages'

const GONE = 'The primary process has gone.'

/** The bus of a worker. All calls go over the line to its primary process, where a WorkersHub answers them. */
export class WorkersBus implements ClusterBus {
  readonly directory: SessionDirectory = {
    put: (rows) => this.#call('put', rows),
    get: (id) => this.#call('get', id),
    claim: (id, from, to) => this.#call('claim', id, from, to),
    list: (filter) => this.#call('list', filter),
    remove: (node, ids) => this.#call('remove', node, ids),
  }
  readonly #line: Line
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  readonly #listeners = new Map<string, Set<(json: string) => void>>()
  #calls = 0
  #heartbeat: ReturnType<typeof setInterval> | undefined
  #hasEnded = false

  constructor(line: Line) {
    this.#line = line
    line.onMessage((message) => {
      if (isWorkerMessage(message)) this.#hear(message)
    })
    line.onEnd(() => {
      this.#hasEnded = true
      clearInterval(this.#heartbeat)
      for (const { reject } of this.#waiting.values()) reject(new Error(GONE))
      this.#waiting.clear()
    })
  }

  async join(node: () => NodeInfo): Promise<void> {
    await this.#call('join', node())
    clearInterval(this.#heartbeat)
    this.#heartbeat = setInterval(() => void this.#call('join', node()).catch(() => {}), HEARTBEAT_MS)
    this.#heartbeat.unref()
  }

  members(): Promise<NodeInfo[]> {
    return this.#call('members')
  }

  publish(channel: string, json: string): Promise<void> {
    return this.#call('publish', channel, json)
  }

  async subscribe(channel: string, listener: (json: string) => void): Promise<() => Promise<void>> {
    const listeners = this.#listeners.get(channel) ?? new Set()
    this.#listeners.set(channel, listeners)
    // Each call gets its own entry, because the same function may subscribe twice.
    const entry = (json: string): void => listener(json)
    listeners.add(entry)
    if (listeners.size === 1) await this.#call('subscribe', channel)
    return async () => {
      if (!listeners.delete(entry) || listeners.size > 0) return
      if (this.#listeners.get(channel) === listeners) this.#listeners.delete(channel)
      if (!this.#hasEnded) await this.#call('unsubscribe', channel)
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#heartbeat)
    this.#listeners.clear()
    if (!this.#hasEnded) await this.#call('leave')
  }

  #call<Name extends CallName>(name: Name, ...args: Calls[Name][0]): Promise<NonVoid<Calls[Name][1]>> {
    if (this.#hasEnded) return Promise.reject(new Error(GONE))
    return new Promise((resolve, reject) => {
      const n = ++this.#calls
      this.#waiting.set(n, { resolve: resolve as (value: unknown) => void, reject })
      this.#line.send({ webio: 'call', n, name, args } satisfies CallMessage)
    })
  }

  #hear(message: WorkerMessage): void {
    if (message.webio === 'delivery') {
      for (const listener of [...(this.#listeners.get(message.channel) ?? [])]) listener(message.json)
      return
    }
    if (message.webio !== 'answer') return
    const waiting = this.#waiting.get(message.n)
    this.#waiting.delete(message.n)
    if (message.problem !== undefined) waiting?.reject(new Error(message.problem))
    else waiting?.resolve(message.value)
  }
}

type NonVoid<T> = T extends undefined ? void : T
