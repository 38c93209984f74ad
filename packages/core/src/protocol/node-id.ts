/** Id of a node or form: a positive integer, issued by the server, never used twice in a session. */
export type NodeId = number
