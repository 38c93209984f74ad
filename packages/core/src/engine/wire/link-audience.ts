import type { Command } from '../../protocol/commands'
import type { NodeId, NodeSpec } from '../../protocol/output-spec'

/** Those who are shown what a session's page is shown. */
export interface LinkAudience {
  add(command: Command): void
  append(parent: NodeId, spec: NodeSpec): void
  /** Sends everything that each of them can take now. */
  flush(): void
  /** The session has ended. */
  close(): void
  /** The session lives on elsewhere, or later (rule R7). */
  abandon(): void
}
