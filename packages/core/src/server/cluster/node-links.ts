import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import type { NodeInfo } from '../../engine/cluster/cluster-bus'
import type { NodeLink } from '../../engine/cluster/relay/node-link'
import { RelayLine } from '../../engine/cluster/relay/relay-line'
import { signedRequest } from './ask-node'
import { webSocketLink } from './web-socket-link'

/** The path of links, below the path of a handler. */
export const LINK_PATH = '/-/node'

const OPEN_MS = 5000

/** The links of a node: one to each node whose sessions its pages use, and those that other nodes opened. */
export class NodeLinks {
  readonly #secret: string
  readonly #lines = new Map<string, Promise<RelayLine | null>>()
  /** The lines that are open now. */
  readonly #used = new Set<RelayLine>()
  readonly #open = new Set<WebSocket>()
  /** It has no limit of message size, because the node of each page has already checked the size. */
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 0, perMessageDeflate: false })
  #isClosed = false

  constructor(secret: string) {
    this.#secret = secret
  }

  /** The number of this node's pages whose sessions other nodes have. */
  get pages(): number {
    return [...this.#used].reduce((sum, { size }) => sum + size, 0)
  }

  /** The line to a node, opened on first use; null if the node cannot be reached. */
  async lineTo(node: NodeInfo): Promise<RelayLine | null> {
    if (node.url === null || this.#isClosed) return null
    let line = this.#lines.get(node.id)
    if (!line) {
      line = this.#connect(node)
      this.#lines.set(node.id, line)
    }
    return line
  }

  /** Accepts the link that another node opens. The caller has checked the request. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, onLink: (link: NodeLink) => void): void {
    if (this.#isClosed) return void socket.destroy()
    this.#server.handleUpgrade(request, socket, head, (opened) => {
      this.#keep(opened)
      onLink(webSocketLink(opened))
    })
  }

  /** Ends all links. */
  close(): void {
    this.#isClosed = true
    for (const socket of this.#open) socket.terminate()
    this.#server.close()
  }

  async #connect(node: NodeInfo): Promise<RelayLine | null> {
    const forget = (): void => void this.#lines.delete(node.id)
    const link = await this.#dial(node)
    if (!link) {
      forget()
      return null
    }
    const line = new RelayLine(link)
    this.#used.add(line)
    link.onClose(() => {
      this.#used.delete(line)
      forget()
    })
    return line
  }

  #dial(node: NodeInfo): Promise<NodeLink | null> {
    const url = new URL(`${(node.url ?? '').replace(/^http/, 'ws').replace(/\/$/, '')}${LINK_PATH}`)
    const { headers } = signedRequest(this.#secret, node, 'GET', url.pathname)
    const socket = new WebSocket(url, {
      headers,
      handshakeTimeout: OPEN_MS,
      maxPayload: 0,
      perMessageDeflate: false,
    })
    this.#keep(socket)
    return new Promise((resolve) => {
      socket.once('open', () => resolve(webSocketLink(socket)))
      socket.once('error', () => {})
      socket.once('close', () => resolve(null))
    })
  }

  #keep(socket: WebSocket): void {
    this.#open.add(socket)
    socket.once('close', () => this.#open.delete(socket))
  }
}
