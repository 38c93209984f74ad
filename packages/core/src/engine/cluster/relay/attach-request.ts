import type { HandshakeErrorCode } from '../../../protocol/error-codes'
import type { JsonObject } from '../../../protocol/json'
import type { Handshake } from '../../../protocol/wire-messages'

/** A page's node asks another node for a session. The page's node has checked the handshake, and `authorize` has admitted the page. */
export interface AttachRequest {
  /** The path of the handler to which the page connected. */
  readonly path: string
  readonly handshake: Handshake
  /** Facts about the page, without those that can be computed from others. */
  readonly info: JsonObject
}

/** Why the other node does not give the page a session. */
export interface RelayRefusal {
  readonly code: HandshakeErrorCode
  readonly message: string
  /** True if the node owns the session, or failed: its refusal is final. */
  readonly isOwner: boolean
}
