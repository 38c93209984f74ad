import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { RelayedSession } from '../../engine/cluster/relay/relay-line'
import type { SessionInfo } from '../../engine/session-info'
import type { Handshake } from '../../protocol/wire-messages'

/** The result of a search for a page's session at other nodes. `unknown`: no living node has it. `unreachable`: its node does not answer. */
export type FoundSession = RelayedSession | 'unknown' | 'unreachable'

/** The other nodes of a cluster, as the bridge of a handler needs them. */
export interface OtherNodes {
  /** The id of this node, with which the ids of its connections begin. */
  readonly id: string
  /** Whether this node is about to end, so that it continues no sessions. */
  readonly isDraining: () => boolean
  /**
   * Attaches a page to its session at another node.
   * @throws HandshakeRefusal if the session is there, but the page may not have it
   */
  resume(handshake: Handshake, info: SessionInfo): Promise<FoundSession>
  /**
   * Opens a session at the node with the fewest sessions.
   * @returns null if no node accepts it
   */
  open(handshake: Handshake, info: SessionInfo): Promise<RelayedSession | null>
  /** True if another node has forwarded the request and checked its origin. */
  isForwarded(request: IncomingMessage): boolean
  /**
   * Forwards a request of a connection that another node has.
   * @returns false if this node must answer
   */
  forward(connection: string, request: IncomingMessage, response: ServerResponse): boolean
  /** The same for an upgrade. */
  forwardUpgrade(connection: string, request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  /** Another node opens its link to this one. */
  acceptLink(request: IncomingMessage, socket: Duplex, head: Buffer): void
}
