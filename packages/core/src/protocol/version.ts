/**
 * The version of the wire protocol of this build (docs/protocol.md). A page and a server of different
 * versions do not communicate: the page is told to reload (rule H1).
 * @example const handshake: Handshake = { protocol: PROTOCOL_VERSION, app: 'index', params: {} }
 */
export const PROTOCOL_VERSION = 1
