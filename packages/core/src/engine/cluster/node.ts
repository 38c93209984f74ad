import type { Json } from '../../protocol/json'
import type { ToastNode } from '../../protocol/output-spec'
import { TOASTS_ID } from '../../protocol/output-spec'
import { systemClock } from '../clock'
import { randomToken } from '../files/tokens'
import type { Logger } from '../logger'
import { withFields } from '../logger'
import type { SessionNode } from '../host/session-node'
import type { Session } from '../session'
import type { ClusterBus, DirectorySession, NodeInfo, SessionFilter } from './cluster-bus'
import { HEARTBEAT_MS, matches } from './cluster-bus'
import type { MessageHandler, Sender } from './mailbox'
import { Mailbox } from './mailbox'

/** A toast without an id: the session that shows it issues one. */
export type SentToast = Omit<ToastNode, 'id' | 'type' | 'clickable'>

/** The messages between nodes. */
type Envelope =
  | { kind: 'broadcast'; name: string; data: Json; from: Sender | null; filter: SessionFilter }
  | { kind: 'room'; room: string; data: Json; from: Sender | null }
  | { kind: 'send'; session: string; name: string; data: Json; from: Sender | null }
  | { kind: 'toast'; session: string; toast: SentToast }
  | { kind: 'close'; session: string }
  | { kind: 'node'; info: NodeInfo }
  | { kind: 'left'; id: string }

/** Who wants to know the other nodes. */
export interface NodeListener {
  /** A node has joined or changed. */
  hear(node: NodeInfo): void
  /** A node has left. */
  forget(id: string): void
}

/** The channel to which all nodes subscribe. */
const ALL = 'all'

export interface NodeOptions {
  /** The bus to other nodes. Without one, the node is alone. */
  readonly bus?: ClusterBus
  readonly logger?: Logger
  /** Version of the code that it runs. @default '' */
  readonly version?: string
  /** The address at which other nodes reach it. @default null */
  readonly url?: string | null
}

/**
 * A process that serves sessions. It knows its sessions and their rooms, and exchanges messages with other nodes. Without a bus, its only cost is a
 * set of sessions.
 *
 * A message goes to the sessions of this node directly, and to other nodes over the bus. Each session therefore receives the messages of one sender
 * in order, and each message at most once.
 */
export class Node implements SessionNode {
  readonly id = randomToken().slice(0, NODE_ID_LENGTH)
  readonly version: string
  #url: string | null
  #joined: (() => NodeInfo) | null = null
  readonly #bus: ClusterBus | null
  readonly #logger: Logger | null
  readonly #sessions = new Map<string, Session>()
  readonly #mailboxes = new Map<Session, Mailbox>()
  readonly #rooms = new Map<string, Room>()
  /** The node's own channels to which it has subscribed. */
  readonly #heard = new Set<string>()
  /** Ids of sessions whose row in the directory is out of date. */
  readonly #stale = new Set<string>()
  /** Subscriptions and writes of rows, one after the other. */
  #work: Promise<void> = Promise.resolve()
  #isSyncDue = false
  #hasLeft = false
  /** True if the last job failed. */
  #isCutOff = false
  #cancelRepeat: () => void = () => {}
  #nodeListener: NodeListener | null = null
  #draining = false

  constructor({ bus, logger, version = '', url = null }: NodeOptions = {}) {
    this.#bus = bus ?? null
    this.#logger = logger ? withFields(logger, { node: this.id }) : null
    this.version = version
    this.#url = url
  }

  /** Joins the cluster. Resolves when other nodes know this one. A failed call may be repeated. */
  async join(): Promise<void> {
    const bus = this.#bus
    if (!bus) return
    for (const channel of [ALL, channelOfNode(this.id)]) {
      // After a failed call, a second subscription to the same channel would deliver each message twice.
      if (this.#heard.has(channel)) continue
      await bus.subscribe(channel, (json) => this.#hear(json))
      this.#heard.add(channel)
    }
    this.#joined ??= () => this.info
    await bus.join(this.#joined)
    this.#introduce(bus)
  }

  /** Notifies `listener` of each other node that joins, changes or leaves. */
  listenToNodes(listener: NodeListener): void {
    this.#nodeListener = listener
  }

  /** The address at which other nodes reach this one. A change is announced at once. */
  set url(url: string | null) {
    if (url === this.#url) return
    this.#url = url
    this.#announce()
  }

  get url(): string | null {
    return this.#url
  }

  /** Announces a change to the other nodes. If that fails, the next heartbeat announces it. */
  #announce(): void {
    const bus = this.#bus
    if (!bus || !this.#joined || this.#hasLeft) return
    bus.join(this.#joined).then(
      () => this.#introduce(bus),
      () => {},
    )
  }

  /** Tells the other nodes at once, so that they find this one even if the bus fails before they ask for it. */
  #introduce(bus: ClusterBus): void {
    if (this.#hasLeft) return
    // If this fails, they learn it when they ask the bus.
    bus.publish(ALL, this.#textOf({ kind: 'node', info: this.info })).catch(() => {})
  }

  #textOf(envelope: Envelope): string {
    return JSON.stringify({ node: this.id, envelope })
  }

  /** Leaves the cluster, and removes the rows of its sessions from the directory. */
  async leave(): Promise<void> {
    if (!this.#bus) return
    this.#hasLeft = true
    this.#cancelRepeat()
    try {
      if (this.#heard.size > 0) await this.#bus.directory.remove(this.id, [...this.#sessions.keys()])
      // If this fails, the other nodes notice after a while.
      if (this.#joined)
        await this.#bus.publish(ALL, this.#textOf({ kind: 'left', id: this.id })).catch(() => {})
    } finally {
      await this.#bus.close()
    }
  }

  get info(): NodeInfo {
    const { id, url, version } = this
    return { id, url, version, sessions: this.#sessions.size, draining: this.#draining }
  }

  get isDraining(): boolean {
    return this.#draining
  }

  /** Announces that new sessions should go to other nodes. */
  drain(): void {
    this.#draining = true
    this.#announce()
  }

  /** The nodes of the cluster, including this one. Without a cluster, only this node. */
  async members(): Promise<NodeInfo[]> {
    return this.#bus ? this.#bus.members() : [this.info]
  }

  // ---- sessions --------------------------------------------------------------------------------------------------------------

  /** The id of a new session. In a cluster, it begins with the id of this node. */
  newSessionId(): string {
    return this.#bus ? `${this.id}${randomToken()}` : randomToken()
  }

  /** The id of the node that owns a session: the directory's answer, or else the node on which the session started. */
  async ownerOf(session: string): Promise<string> {
    const row = await this.#bus?.directory.get(session)
    return row?.node ?? bornAt(session)
  }

  /** Adds a session that starts here or has moved here. */
  add(session: Session): void {
    this.#sessions.set(session.id, session)
    nodes().set(session, this)
    if (!this.#bus) return
    // The page may keep reading for minutes after the session has ended.
    session.onClose(() => this.delete(session))
    this.changed(session)
  }

  /** Removes a session that has ended. */
  delete(session: Session): void {
    if (!this.#sessions.delete(session.id)) return
    this.#forgetMail(session)
    this.changed(session)
  }

  /** Updates the directory's row of a session. */
  changed(session: Session): void {
    if (!this.#bus) return
    this.#stale.add(session.id)
    this.#sync()
  }

  /** The matching sessions of all live nodes. */
  async list(filter: SessionFilter): Promise<DirectorySession[]> {
    if (!this.#bus) return this.#rows().filter((row) => matches(filter, row))
    await this.#work
    const [rows, nodes] = await Promise.all([this.#bus.directory.list(filter), this.#bus.members()])
    const living = new Set(nodes.map(({ id }) => id))
    return rows.filter(({ node }) => living.has(node))
  }

  // ---- messages --------------------------------------------------------------------------------------------------------------

  /** Calls `handler` for each message with this name to a session. */
  listen(session: Session, name: string, handler: MessageHandler): void {
    this.#mailbox(session).on(name, handler)
  }

  /** Adds a session to a room. */
  enter(session: Session, name: string): void {
    const { rooms } = this.#mailbox(session)
    if (rooms.has(name)) return
    rooms.add(name)
    let room = this.#rooms.get(name)
    if (!room) this.#rooms.set(name, (room = this.#openRoom(name)))
    room.sessions.add(session)
    this.changed(session)
  }

  /** Removes a session from a room. */
  exit(session: Session, name: string): void {
    if (!this.#mailboxes.get(session)?.rooms.delete(name)) return
    this.#exitRoom(session, name)
    this.changed(session)
  }

  /** Sends a message to the sessions that match, on all nodes. */
  broadcast(name: string, data: Json, from: Sender | null, filter: SessionFilter = {}): void {
    this.#say(ALL, { kind: 'broadcast', name, data, from, filter })
  }

  /** Sends a message to all sessions in a room, on all nodes. */
  tell(room: string, data: Json, from: Sender | null): void {
    this.#say(channelOfRoom(room), { kind: 'room', room, data, from })
  }

  /** Sends a message to one session. */
  send(to: SessionAddress, name: string, data: Json, from: Sender | null): void {
    this.#sayTo(to, { kind: 'send', session: to.id, name, data, from })
  }

  /** Shows a toast in one session. */
  toast(to: SessionAddress, toast: SentToast): void {
    this.#sayTo(to, { kind: 'toast', session: to.id, toast })
  }

  /** Ends one session. */
  close(to: SessionAddress): void {
    this.#sayTo(to, { kind: 'close', session: to.id })
  }

  #sayTo({ id, node }: SessionAddress, envelope: Envelope): void {
    if (this.#sessions.has(id)) this.#handle(envelope)
    else if (this.#bus && node !== this.id) this.#publish(this.#bus, channelOfNode(node), envelope)
  }

  #say(channel: string, envelope: Envelope): void {
    this.#handle(envelope)
    if (this.#bus) this.#publish(this.#bus, channel, envelope)
  }

  #publish(bus: ClusterBus, channel: string, envelope: Envelope): void {
    bus
      .publish(channel, this.#textOf(envelope))
      .catch((error: unknown) => this.#logger?.warn('[webio] a message did not reach other nodes:', error))
  }

  /** Handles a text from the bus. Messages from this node have already been handled. */
  #hear(json: string): void {
    const { node, envelope } = JSON.parse(json) as { node: string; envelope: Envelope }
    if (node !== this.id) this.#handle(envelope)
  }

  #handle(envelope: Envelope): void {
    switch (envelope.kind) {
      case 'broadcast': {
        const { name, data, from, filter } = envelope
        const isForAll = Object.keys(filter).length === 0
        for (const session of this.#sessions.values())
          if (isForAll || matches(filter, this.#rowOf(session))) this.#deliver(session, name, data, from)
        break
      }
      case 'room':
        for (const session of this.#rooms.get(envelope.room)?.sessions ?? [])
          this.#deliver(session, envelope.room, envelope.data, envelope.from)
        break
      case 'send': {
        const session = this.#sessions.get(envelope.session)
        if (session) this.#deliver(session, envelope.name, envelope.data, envelope.from)
        break
      }
      case 'toast': {
        const session = this.#sessions.get(envelope.session)
        if (session && !session.isClosed) showToast(session, envelope.toast)
        break
      }
      case 'close':
        void this.#sessions.get(envelope.session)?.close('expired')
        break
      case 'node':
        this.#nodeListener?.hear(envelope.info)
        break
      case 'left':
        this.#nodeListener?.forget(envelope.id)
    }
  }

  /** Calls the handler in a microtask, so that it does not interrupt the sending task. */
  #deliver(session: Session, name: string, data: Json, from: Sender | null): void {
    queueMicrotask(() => {
      if (!session.isClosed) this.#mailbox(session).deliver(name, data, from)
    })
  }

  #mailbox(session: Session): Mailbox {
    let mailbox = this.#mailboxes.get(session)
    if (!mailbox) {
      this.#mailboxes.set(session, (mailbox = new Mailbox(session)))
      session.onClose(() => this.#forgetMail(session))
    }
    return mailbox
  }

  #forgetMail(session: Session): void {
    const mailbox = this.#mailboxes.get(session)
    if (!mailbox) return
    for (const name of mailbox.rooms) this.#exitRoom(session, name)
    mailbox.clear()
    this.#mailboxes.delete(session)
  }

  // ---- rooms and rows --------------------------------------------------------------------------------------------------------

  #openRoom(name: string): Room {
    const room: Room = { sessions: new Set(), unsubscribe: null }
    if (this.#bus) this.#enqueue(() => this.#subscribe(name, room))
    return room
  }

  async #subscribe(name: string, room: Room): Promise<void> {
    if (!this.#bus || room.unsubscribe || this.#rooms.get(name) !== room) return
    room.unsubscribe = await this.#bus.subscribe(channelOfRoom(name), (json) => this.#hear(json))
  }

  #exitRoom(session: Session, name: string): void {
    const room = this.#rooms.get(name)
    if (!room) return
    room.sessions.delete(session)
    if (room.sessions.size > 0) return
    this.#rooms.delete(name)
    if (this.#bus) this.#enqueue(async () => room.unsubscribe?.())
  }

  /** Writes the outdated rows, once for all changes of a turn. */
  #sync(): void {
    const { directory } = this.#bus as ClusterBus
    if (this.#isSyncDue) return
    this.#isSyncDue = true
    this.#enqueue(async () => {
      this.#isSyncDue = false
      const ids = [...this.#stale]
      this.#stale.clear()
      try {
        const living = ids.flatMap((id) => this.#sessions.get(id) ?? [])
        const gone = ids.filter((id) => !this.#sessions.has(id))
        if (living.length > 0) await directory.put(living.map((session) => this.#rowOf(session)))
        if (gone.length > 0) await directory.remove(this.id, gone)
      } catch (error) {
        for (const id of ids) this.#stale.add(id)
        throw error
      }
    })
  }

  #enqueue(job: () => Promise<unknown>): void {
    this.#work = this.#work
      .then(() => (this.#hasLeft ? undefined : job()))
      .then(
        () => {
          this.#isCutOff = false
        },
        (error: unknown) => this.#repeatLater(error),
      )
  }

  /** Retries failed subscriptions and writes until they succeed. Logs each outage once. */
  #repeatLater(error: unknown): void {
    if (this.#hasLeft) return
    if (!this.#isCutOff) this.#logger?.warn('[webio] the other nodes cannot be reached:', error)
    this.#isCutOff = true
    this.#cancelRepeat()
    this.#cancelRepeat = systemClock.setTimer(() => {
      for (const [name, room] of this.#rooms)
        if (!room.unsubscribe) this.#enqueue(() => this.#subscribe(name, room))
      if (this.#stale.size > 0) this.#sync()
    }, HEARTBEAT_MS)
  }

  #rows(): DirectorySession[] {
    return [...this.#sessions.values()].filter((session) => !session.isClosed).map((one) => this.#rowOf(one))
  }

  #rowOf(session: Session): DirectorySession {
    const { id, app, info, startedAt, state } = session
    const rooms = [...(this.#mailboxes.get(session)?.rooms ?? [])]
    const user = (info.user ?? null) as Json
    return {
      id,
      app,
      user,
      node: this.id,
      since: startedAt,
      state: state.name === 'open' ? 'open' : 'detached',
      rooms,
    }
  }
}

/** The address of a session. */
export interface SessionAddress {
  readonly id: string
  readonly node: string
}

/** A room that sessions of this node have joined. */
interface Room {
  readonly sessions: Set<Session>
  /** Null until the bus has subscribed. */
  unsubscribe: (() => Promise<void>) | null
}

/** The id of the node on which the session or connection with this id started, if it started in a cluster. */
export const bornAt = (id: string): string => id.slice(0, NODE_ID_LENGTH)

const NODE_ID_LENGTH = 8

const channelOfNode = (id: string): string => `node:${id}`
const channelOfRoom = (name: string): string => `room:${name}`

function showToast(session: Session, toast: SentToast): void {
  const output = { ...toast, type: 'toast' as const, id: session.view.newId() }
  session.view.command({ type: 'output-insert', parent: TOASTS_ID, outputs: [output] })
}

const PROCESS_NODE = Symbol.for('@webio/core/process-node/1')
const CLUSTER_NODES = Symbol.for('@webio/core/nodes-in-clusters/1')
const NODES = Symbol.for('@webio/core/nodes-of-sessions/1')

/** All copies of this package in a process share these three values. */
type Global = { [PROCESS_NODE]?: Node; [CLUSTER_NODES]?: Set<Node>; [NODES]?: WeakMap<Session, Node> }

/** The node of sessions without a configured cluster. */
export function processNode(): Node {
  return ((globalThis as Global)[PROCESS_NODE] ??= new Node())
}

/**
 * The node through which code outside sessions sends messages: the node that joined a cluster first, or else the node of sessions without a cluster.
 */
export function speakingNode(): Node {
  const [first = processNode()] = clusterNodes()
  return first
}

/** Lets code outside sessions send messages through this node, until the returned function is called. */
export function speakThrough(node: Node): () => void {
  clusterNodes().add(node)
  return () => void clusterNodes().delete(node)
}

function clusterNodes(): Set<Node> {
  return ((globalThis as Global)[CLUSTER_NODES] ??= new Set())
}

/** The node of a session; undefined in a worker thread and in a page, where sessions belong to no node. */
export function nodeOf(session: Session): Node | undefined {
  return nodes().get(session)
}

function nodes(): WeakMap<Session, Node> {
  return ((globalThis as Global)[NODES] ??= new WeakMap())
}
