/** The other nodes of a cluster, as their operators see them. */
export interface OtherProcesses {
  /** Whether all share one port. The process that is asked must then answer for all of them. */
  readonly sharePort: boolean
  /** Asks each of them for JSON. Omits processes that do not answer. */
  ask(target: string): Promise<unknown[]>
  /** Asks one of them for JSON; null if it does not answer. */
  get(node: string, target: string): Promise<unknown>
  /** Sends a form to one of them. */
  send(node: string, target: string, form: string): Promise<void>
}
