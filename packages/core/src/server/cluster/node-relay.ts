import cluster from 'node:cluster'
import type { IncomingMessage, Server } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { Duplex } from 'node:stream'
import type { NodeInfo } from '../../engine/cluster/cluster-bus'
import type { Node } from '../../engine/cluster/node'
import { bornAt } from '../../engine/cluster/node'
import { RelayOwner } from '../../engine/cluster/relay/relay-owner'
import type { RelayOutcome } from '../../engine/cluster/relay/relay-line'
import type { SessionHost } from '../../engine/host/session-host'
import { HandshakeRefusal, wantedSession } from '../../engine/host/session-host'
import type { Logger } from '../../engine/logger'
import type { SessionInfo } from '../../engine/session-info'
import type { JsonObject } from '../../protocol/json'
import type { Handshake } from '../../protocol/wire-messages'
import type { FoundSession, OtherNodes } from '../bridge/other-nodes'
import { refuseUpgrade } from '../bridge/refuse-upgrade'
import type { OtherProcesses } from '../operations/other-processes'
import { requestTarget } from '../http/request-target'
import type { PlainInfo } from '../info/connection-info'
import { ConnectionInfo } from '../info/connection-info'
import { sessionSpans } from '../tracing/load-tracing'
import { askNode, endToEnd } from './ask-node'
import { forwardRequest, forwardUpgrade } from './forward'
import { KnownNodes } from './known-nodes'
import { nodeAddress } from './node-address'
import { listenForNodes } from './node-listener'
import { NodeLinks } from './node-links'
import type { Signature } from './node-signature'
import { NODE_HEADER, signatureOf, TakenSignatures } from './node-signature'

/** How long a node may take to answer the request of an operator. */
const ASK_MS = 3000

/** How often a session that has just moved is searched for. */
const SEARCHES = 2

export interface NodeRelayOptions {
  readonly node: Node
  /** The secret of the cluster. */
  readonly secret: string
  readonly logger: Logger
  /** True if all nodes are processes on this machine. */
  readonly isLocal: boolean
}

/**
 * Lets any node of a cluster serve any page. It attaches pages to sessions of other nodes, forwards the requests of connections that other nodes
 * hold, and serves its own sessions to pages of other nodes.
 */
export class NodeRelay {
  readonly #node: Node
  readonly #secret: string
  readonly #logger: Logger
  readonly #isLocal: boolean
  readonly #known: KnownNodes
  #listener: Promise<Server> | null = null
  /** Servers that were already passed to `reachableAt`. */
  readonly #servers = new WeakSet<Server | SecureServer>()
  readonly #links: NodeLinks
  readonly #taken = new TakenSignatures()
  /** Requests whose signatures have been accepted. */
  readonly #accepted = new WeakSet<Request>()
  /** The hosts of this node's handlers, by path. */
  readonly #hosts = new Map<string, SessionHost>()

  constructor({ node, secret, logger, isLocal }: NodeRelayOptions) {
    this.#isLocal = isLocal
    this.#node = node
    this.#secret = secret
    this.#logger = logger
    this.#known = new KnownNodes(node)
    node.listenToNodes(this.#known)
    this.#links = new NodeLinks(secret)
  }

  /** This node has joined: gets to know the nodes that joined before. */
  async meet(): Promise<void> {
    await this.#known.all()
  }

  /** Tells other nodes that they reach this one at `server`, below the path of one of its handlers. */
  reachableAt(server: Server | SecureServer, path: string): void {
    if (this.#servers.has(server)) return
    this.#servers.add(server)
    const tell = async (): Promise<void> => {
      const address = cluster.isWorker ? await this.#ownAddress(server) : nodeAddress(server)
      if (address !== null) this.#node.url = `${address}${path}`
    }
    if (server.listening) void tell()
    else server.once('listening', () => void tell())
  }

  /** The address of this worker. Workers share one port, so each opens another port for the other nodes. */
  async #ownAddress(server: Server | SecureServer): Promise<string | null> {
    this.#listener ??= listenForNodes(server, this.#isLocal, (request) => this.isForwarded(request))
    return nodeAddress(await this.#listener, true)
  }

  /** The other nodes, for the handler at a path. Other nodes find the sessions of the handler until `leave`. */
  join(path: string, host: SessionHost): { readonly nodes: OtherNodes; leave(): void } {
    this.#hosts.set(path, host)
    return {
      nodes: {
        id: this.#node.id,
        isDraining: () => this.#node.isDraining,
        resume: (handshake, info) => this.#resume(path, handshake, info),
        open: (handshake, info) => this.#openElsewhere(path, handshake, info),
        isForwarded: (request) => this.isForwarded(request),
        forward: (connection, request, response) => {
          const owner = bornAt(connection)
          if (owner === this.#node.id || this.isForwarded(request)) return false
          void this.#known.get(owner).then((node) => forwardRequest(this.#secret, node, request, response))
          return true
        },
        forwardUpgrade: (connection, request, socket, head) => {
          const owner = bornAt(connection)
          if (owner === this.#node.id || this.isForwarded(request)) return false
          void this.#known
            .get(owner)
            .then((node) => forwardUpgrade(this.#secret, node, request, socket, head))
          return true
        },
        acceptLink: (request, socket, head) => this.acceptLink(request, socket, head),
      },
      leave: () => {
        if (this.#hosts.get(path) === host) this.#hosts.delete(path)
      },
    }
  }

  /** The number of this node's pages whose sessions other nodes have. */
  get pages(): number {
    return this.#links.pages
  }

  /** True if another node accepts new sessions. */
  async hasTakers(): Promise<boolean> {
    return (await this.#known.takers()).length > 0
  }

  /**
   * Tells whether a node of the cluster sent this request. Somebody who replays the request while its signature holds gains nothing, because the
   * connection of a request decides what it may do.
   */
  isForwarded(request: IncomingMessage & { readonly originalUrl?: string }): boolean {
    const header = request.headers[NODE_HEADER]
    if (header === undefined) return false
    const target = requestTarget(request.originalUrl ?? request.url ?? '/') ?? ''
    return this.#signature(request.method ?? 'GET', target, header) !== null
  }

  /** The same for a `Request`. Its signature is accepted only once. */
  isForwardedRequest(request: Request): boolean {
    const header = request.headers.get(NODE_HEADER)
    if (header === null) return false
    if (this.#accepted.has(request)) return true
    const { pathname, search } = new URL(request.url)
    const signature = this.#signature(request.method, pathname + search, header)
    if (!signature || !this.#taken.take(signature)) return false
    this.#accepted.add(request)
    return true
  }

  /**
   * Forwards a request about a session to the node that owns the session.
   * @returns null if no other node owns it; a response with status 503 if its node cannot be reached
   */
  async fetchFromOwner(session: string, request: Request): Promise<Response | null> {
    const owner = await this.#known.get(await this.#ownerOf(session))
    if (!owner?.url) return null
    const { pathname, search } = new URL(request.url)
    try {
      const response = await askNode(this.#secret, owner, {
        method: request.method,
        target: pathname + search,
        headers: Object.fromEntries(request.headers),
        body: request.body && Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]),
        signal: request.signal,
      })
      return responseOf(response)
    } catch {
      return new Response('The node of this session cannot be reached.', { status: 503 })
    }
  }

  /** Accepts the link that another node opens. Refuses requests from anybody else. */
  acceptLink(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const target = requestTarget(request.url ?? '') ?? ''
    const signature = this.#signature(request.method ?? 'GET', target, request.headers[NODE_HEADER])
    if (!signature || !this.#taken.take(signature)) return refuseUpgrade(socket, 403)
    this.#links.accept(request, socket, head, (link) => {
      new RelayOwner(link, {
        hostAt: (path) => this.#hosts.get(path),
        infoOf: (plain) => new ConnectionInfo(plain as unknown as PlainInfo),
        logger: this.#logger,
      })
    })
  }

  /** The other nodes, for operators. */
  get others(): OtherProcesses {
    const ask = async (node: NodeInfo, target: string, form?: string): Promise<string> => {
      const response = await askNode(this.#secret, node, {
        method: form === undefined ? 'GET' : 'POST',
        target,
        headers: form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' },
        body: form === undefined ? null : Readable.from([form]),
        signal: AbortSignal.timeout(ASK_MS),
      })
      return text(response)
    }
    return {
      sharePort: this.#isLocal,
      ask: async (target) => {
        const nodes = await this.#known.all()
        const answers = await Promise.allSettled(nodes.map((node) => ask(node, target).then(JSON.parse)))
        return answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value as unknown] : []))
      },
      get: async (id, target) => {
        const node = await this.#known.get(id)
        return node ? ask(node, target).then(JSON.parse, () => null) : null
      },
      send: async (id, target, form) => {
        const node = await this.#known.get(id)
        // An earlier version answers with nothing.
        return node
          ? ask(node, target, form)
              .then(JSON.parse)
              .catch(() => null)
          : null
      },
    }
  }

  /** Ends the links to other nodes. */
  close(): void {
    this.#links.close()
    void this.#listener?.then((listener) => {
      listener.close()
      listener.closeAllConnections()
    })
  }

  async #resume(path: string, handshake: Handshake, info: SessionInfo): Promise<FoundSession> {
    const session = wantedSession(handshake) ?? ''
    let asked = ''
    for (let i = 0; i < SEARCHES; i++) {
      const owner = await this.#ownerOf(session)
      if (owner === asked) break
      asked = owner
      const node = await this.#known.get(owner)
      if (!node) return 'unknown'
      const outcome = await this.#ask(node, path, handshake, info)
      if (outcome.kind === 'admitted') return outcome.session
      // The link broke, or the node has another version and is about to end.
      if (outcome.kind === 'broken' || outcome.code === 'version_mismatch') return 'unreachable'
      if (outcome.isOwner) throw new HandshakeRefusal(outcome.code, outcome.message)
    }
    return 'unknown'
  }

  async #openElsewhere(path: string, handshake: Handshake, info: SessionInfo) {
    for (const node of await this.#known.takers()) {
      const outcome = await this.#ask(node, path, handshake, info)
      if (outcome.kind === 'admitted') return outcome.session
    }
    return null
  }

  #ask(node: NodeInfo, path: string, handshake: Handshake, info: SessionInfo): Promise<RelayOutcome> {
    return this.#follow(node, handshake, () => this.#attach(node, path, handshake, info))
  }

  async #attach(
    node: NodeInfo,
    path: string,
    handshake: Handshake,
    info: SessionInfo,
  ): Promise<RelayOutcome> {
    const line = await this.#links.lineTo(node)
    if (!line) return { kind: 'broken' }
    return line.attach({ path, handshake, info: info as unknown as JsonObject })
  }

  /** Runs the request in a span if the program has a tracer. */
  #follow(
    owner: NodeInfo,
    { app, resume }: Handshake,
    ask: () => Promise<RelayOutcome>,
  ): Promise<RelayOutcome> {
    const spans = sessionSpans()
    if (!spans) return ask()
    const facts = { app, node: this.#node.id, owner: owner.id, session: resume?.session }
    return spans.relay(facts, ask)
  }

  async #ownerOf(session: string): Promise<string> {
    return (await this.#known.ownerOf(session)) || bornAt(session)
  }

  #signature(
    method: string,
    target: string,
    header: string | readonly string[] | undefined,
  ): Signature | null {
    return signatureOf(this.#secret, { to: this.#node.id, method, target }, header)
  }
}

/** Statuses of responses that cannot have a body. */
const WITHOUT_BODY = new Set([204, 205, 304])

function responseOf(response: IncomingMessage): Response {
  const headers = new Headers()
  for (const [name, value] of Object.entries(endToEnd(response.headers)))
    for (const one of [value ?? []].flat()) headers.append(name, String(one))
  const status = response.statusCode ?? 502
  const body = WITHOUT_BODY.has(status) ? null : (Readable.toWeb(response) as ReadableStream<Uint8Array>)
  if (!body) response.resume()
  return new Response(body, { status, headers })
}
