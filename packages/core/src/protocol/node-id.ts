/** Id of a node or form: a positive integer that the server issues and never reuses within a session. */
export type NodeId = number
