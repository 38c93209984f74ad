import type { Json } from '../../protocol/json'

/** What the other nodes of a cluster know about a node, which is a process that serves sessions. */
export interface NodeInfo {
  /** 8 characters, new for each process. */
  readonly id: string
  /** The address at which other nodes reach it, such as `http://10.0.0.7:8080/webio`; null if they cannot reach it. */
  readonly url: string | null
  /** Version of the code that it runs. */
  readonly version: string
  /** The number of its sessions. */
  readonly sessions: number
  /** True if the node accepts no new sessions because it is about to end. */
  readonly draining: boolean
}

/** The directory's row of a session: where the session is, and what it has joined. */
export interface DirectorySession {
  readonly id: string
  /** Name of its application. */
  readonly app: string
  /** What `authorize` returned; null without one. */
  readonly user: Json
  /** Id of the node that owns it. */
  readonly node: string
  /** When it started, in milliseconds since 1970. */
  readonly since: number
  /** Whether a page is attached. */
  readonly state: 'open' | 'detached'
  /** The rooms that it has joined. */
  readonly rooms: readonly string[]
}

/** Selects sessions. A session must match every member that is present. */
export interface SessionFilter {
  readonly app?: string
  /** Compared as JSON. */
  readonly user?: Json
  readonly room?: string
}

/** The sessions of each node. Rows of dead nodes may remain for a while. */
export interface SessionDirectory {
  /** Adds rows, or replaces rows with the same ids. */
  put(rows: readonly DirectorySession[]): Promise<void>
  get(id: string): Promise<DirectorySession | null>
  /**
   * Moves a session from one node to another.
   * @returns false if the session is not at `from`
   */
  claim(id: string, from: string, to: string): Promise<boolean>
  /** The rows that match, the oldest sessions first. */
  list(filter: SessionFilter): Promise<DirectorySession[]>
  /** Removes rows that name this node. Rows that name another node stay, because their session has moved. */
  remove(node: string, ids: readonly string[]): Promise<void>
}

/**
 * How the nodes of a cluster find each other and exchange messages. Every implementation passes the same tests.
 *
 * Delivery is at most once, and in order per publisher. After a lost connection the bus reconnects and subscribes again by itself. Whatever was
 * published in between is lost. A failed call rejects, and the caller continues without the other nodes.
 */
export interface ClusterBus {
  /** Which sessions live where. */
  readonly directory: SessionDirectory
  /**
   * Joins the cluster as a node. Until `close`, the bus announces the node every 3 seconds.
   * @param node returns the node's current description
   */
  join(node: () => NodeInfo): Promise<void>
  /** The nodes that were announced in the last 10 seconds, by id. */
  members(): Promise<NodeInfo[]>
  /** Sends a text to all subscribers of a channel, including those in this process. */
  publish(channel: string, json: string): Promise<void>
  /**
   * Calls `listener` for each text on a channel. Once it resolves, the listener misses nothing that is published from then on.
   * @returns a function that ends the subscription
   */
  subscribe(channel: string, listener: (json: string) => void): Promise<() => Promise<void>>
  /** Leaves the cluster and closes connections. */
  close(): Promise<void>
}

/** How long a node counts as alive after its last sign of life, in milliseconds. */
export const NODE_LIFE_MS = 10_000

/** Time between two signs of life, in milliseconds. */
export const HEARTBEAT_MS = 3000

/** Orders nodes by their ids. */
export const byId = (a: NodeInfo, b: NodeInfo): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Orders sessions from the oldest to the newest. */
export const byStart = (a: DirectorySession, b: DirectorySession): number => a.since - b.since

/** True if a row matches a filter. */
export function matches({ app, user, room }: SessionFilter, row: DirectorySession): boolean {
  if (app !== undefined && row.app !== app) return false
  if (user !== undefined && JSON.stringify(row.user) !== JSON.stringify(user)) return false
  return room === undefined || row.rooms.includes(room)
}
