import type { Clock } from '../clock'
import { systemClock } from '../clock'
import type { ClusterBus, DirectorySession, NodeInfo, SessionDirectory, SessionFilter } from './cluster-bus'
import { byId, byStart, matches } from './cluster-bus'

/**
 * A cluster within one process, for tests of several nodes.
 * @example
 * const cluster = new MemoryCluster()
 * const a = await start_server(app, { port: 0, cluster: cluster.bus() })
 * const b = await start_server(app, { port: 0, cluster: cluster.bus() })
 */
export class MemoryCluster {
  readonly #nodes = new Set<() => NodeInfo>()
  readonly #listeners = new Map<string, Set<(json: string) => void>>()
  readonly #directory = new MemorySessionDirectory()
  readonly #clock: Pick<Clock, 'soon'>

  /**
   * @param clock its `soon` delivers published texts
   */
  constructor(clock: Pick<Clock, 'soon'> = systemClock) {
    this.#clock = clock
  }

  /** The connection of one node to the cluster. */
  bus(): ClusterBus {
    const own = new Set<() => void>()
    let joined: (() => NodeInfo) | null = null
    return {
      directory: this.#directory,
      join: async (node) => {
        joined = node
        this.#nodes.add(node)
      },
      members: async () => [...this.#nodes].map((node) => node()).sort(byId),
      publish: async (channel, json) => {
        this.#clock.soon(() => {
          for (const listener of [...(this.#listeners.get(channel) ?? [])]) listener(json)
        })
      },
      subscribe: async (channel, listener) => {
        const listeners = this.#listeners.get(channel) ?? new Set()
        this.#listeners.set(channel, listeners)
        // Each call gets its own entry, because the same function may subscribe twice.
        const entry = (json: string): void => listener(json)
        listeners.add(entry)
        const end = (): void => {
          listeners.delete(entry)
          if (listeners.size === 0) this.#listeners.delete(channel)
          own.delete(end)
        }
        own.add(end)
        return async () => end()
      },
      close: async () => {
        if (joined) this.#nodes.delete(joined)
        for (const end of [...own]) end()
      },
    }
  }
}

/** A directory in memory. */
export class MemorySessionDirectory implements SessionDirectory {
  readonly #rows = new Map<string, DirectorySession>()

  async put(rows: readonly DirectorySession[]): Promise<void> {
    for (const row of rows) this.#rows.set(row.id, row)
  }

  async get(id: string): Promise<DirectorySession | null> {
    return this.#rows.get(id) ?? null
  }

  async claim(id: string, from: string, to: string): Promise<boolean> {
    const row = this.#rows.get(id)
    if (row?.node !== from) return false
    this.#rows.set(id, { ...row, node: to })
    return true
  }

  async list(filter: SessionFilter): Promise<DirectorySession[]> {
    return [...this.#rows.values()].filter((row) => matches(filter, row)).sort(byStart)
  }

  async remove(node: string, ids: readonly string[]): Promise<void> {
    for (const id of ids) if (this.#rows.get(id)?.node === node) this.#rows.delete(id)
  }
}
