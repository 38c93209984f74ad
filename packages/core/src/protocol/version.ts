/**
 * The version of the wire protocol that this build speaks (docs/protocol.md). A page and a server with different versions cannot communicate: the
 * page tells the person to reload (rule H1).
 */
export const PROTOCOL_VERSION = 1
