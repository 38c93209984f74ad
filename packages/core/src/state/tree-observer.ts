import type { NodeId } from '../protocol/output-spec'

/**
 * Receives the changes of a command while it is applied. The page renders the affected components, and the session releases callbacks.
 */
export interface TreeObserver {
  /** The node's spec or its list of children was replaced. */
  nodeChanged(id: NodeId): void
  /** The node was removed. Called for every node of a removed subtree. */
  nodeRemoved(id: NodeId): void
  /** A form opened, changed or closed. */
  formChanged(id: NodeId): void
  /** The page's settings changed, or the session closed. */
  pageChanged(): void
}

/** An observer that does nothing. */
export const NO_OBSERVER: TreeObserver = {
  nodeChanged() {},
  nodeRemoved() {},
  formChanged() {},
  pageChanged() {},
}
