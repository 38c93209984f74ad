import type { Command } from '../../protocol/commands'
import type { NodeId, NodeSpec } from '../../protocol/output-spec'

/** Other recipients of the commands that a session sends to its page. */
export interface LinkAudience {
  add(command: Command): void
  append(parent: NodeId, spec: NodeSpec): void
  /** Sends each recipient everything that it can take now. */
  flush(): void
  /** The session has ended. */
  close(): void
  /** The session continues in another process, or later (rule R7). */
  abandon(): void
}
