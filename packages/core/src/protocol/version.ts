/**
 * The version of the wire protocol that this build speaks (docs/protocol.md). A page and a server of different
 * versions do not talk to each other: the page is told to reload (rule H1).
 */
export const PROTOCOL_VERSION = 1
