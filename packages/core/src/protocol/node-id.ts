/** Id of a node or form: a positive integer that the server issues, and never uses twice in a session. */
export type NodeId = number
