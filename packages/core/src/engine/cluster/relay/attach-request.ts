import type { HandshakeErrorCode } from '../../../protocol/error-codes'
import type { JsonObject } from '../../../protocol/json'
import type { Handshake } from '../../../protocol/wire-messages'

/** A page's node asks another node for a session. It has checked the handshake, and `authorize` has admitted the page. */
export interface AttachRequest {
  /** The path of the handler that the page asked. */
  readonly path: string
  readonly handshake: Handshake
  /** Facts about the page, without what can be computed from them. */
  readonly info: JsonObject
}

/** Why the page gets no session from the node that was asked. */
export interface RelayRefusal {
  readonly code: HandshakeErrorCode
  readonly message: string
  /** The node has the session, so its refusal is final. */
  readonly isOwner: boolean
}
