/**
 * Id of a node or form: a positive integer that the server issues, and never uses twice in a session.
 * @example const specOf = (id: NodeId) => tree.nodes.get(id)?.spec
 */
export type NodeId = number
