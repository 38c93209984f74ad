/** The other nodes of a cluster, as their operators see them. */
export interface OtherProcesses {
  /** All share one port: whichever is asked must speak for all of them. */
  readonly sharePort: boolean
  /** Asks each of them for JSON. Those that do not answer are left out. */
  ask(target: string): Promise<unknown[]>
  /** Asks one of them for JSON; null if it does not answer. */
  get(node: string, target: string): Promise<unknown>
  /** Sends a form to one of them. */
  send(node: string, target: string, form: string): Promise<void>
}
