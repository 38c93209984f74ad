import type { NodeId } from '../protocol/output-spec'

/**
 * Receives the changes that a command makes while it is applied. The page turns them into renders of single components, the session into the release
 * of callbacks.
 */
export interface TreeObserver {
  /** The node's spec or its list of children has changed. */
  nodeChanged(id: NodeId): void
  /** The node was removed. Called for every node of a removed subtree. */
  nodeRemoved(id: NodeId): void
  /** A form opened, changed or closed. */
  formChanged(id: NodeId): void
  /** The page's settings changed, or the session closed. */
  pageChanged(): void
}

/** An observer that ignores all changes. */
export const NO_OBSERVER: TreeObserver = {
  nodeChanged() {},
  nodeRemoved() {},
  formChanged() {},
  pageChanged() {},
}
