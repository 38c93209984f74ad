import type { NodeId } from '../protocol/output-spec'

/**
 * Is told what a command changed, while it is being applied. The page turns this into renders of single components, the session
 * into the release of callbacks.
 */
export interface TreeObserver {
  /** The node's spec, or its list of children, is another. */
  nodeChanged(id: NodeId): void
  /** The node is gone. Told for every node of a removed subtree. */
  nodeRemoved(id: NodeId): void
  /** A form opened, changed or went. */
  formChanged(id: NodeId): void
  /** The page's settings changed, or the session closed. */
  pageChanged(): void
}

/** An observer that looks away. */
export const NO_OBSERVER: TreeObserver = {
  nodeChanged() {},
  nodeRemoved() {},
  formChanged() {},
  pageChanged() {},
}
