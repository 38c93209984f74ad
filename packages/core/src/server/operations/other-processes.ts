/** Sends requests of operators to the other nodes of a cluster. */
export interface OtherProcesses {
  /** Whether all nodes share one port. If they do, the process that receives a request must answer for all of them. */
  readonly sharePort: boolean
  /** Asks each node for JSON. Omits nodes that do not answer. */
  ask(target: string): Promise<unknown[]>
  /** Asks one node for JSON; null if it does not answer. */
  get(node: string, target: string): Promise<unknown>
  /** Sends a form to one node. Returns the JSON of its answer; null if it does not answer. */
  send(node: string, target: string, form: string): Promise<unknown>
}
