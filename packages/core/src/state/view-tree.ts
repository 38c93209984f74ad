import type { CloseReason, PageEnv } from '../protocol/commands'
import type { Drafts, FormSpec } from '../protocol/input-spec'
import type { Json } from '../protocol/json'
import type { Message } from '../protocol/messages'
import type { NodeId, NodeSpec } from '../protocol/output-spec'
import { POPUPS_ID, ROOT_ID, TOASTS_ID } from '../protocol/output-spec'
import type { ViewerSpec } from '../protocol/viewers'
import { ChildList } from './child-list'
import { NodeTable } from './node-table'
import type { RowStore, RowsView } from './row-store'

/** One node of a view tree. `spec` is never changed in place, but replaced: holding it is safe. */
export interface ViewNode {
  spec: NodeSpec
  parent: NodeId
  /** Ids of the children, in order. Valid until the next change of the tree; never write to it. */
  readonly children: readonly NodeId[]
  /** The length of `children`. Asking for it costs nothing, whereas reading a long list that was edited joins its parts. */
  readonly childCount: number
  /** Grows with every change of `spec` or `children`, also across a reset of the tree. */
  version: number
}

/** One open form. Replaced as a whole when anything about it changes. */
export interface ViewForm {
  readonly spec: FormSpec
  readonly errors: { readonly [field: string]: Message }
  /** Number of the last submit event that was refused; 0 before the first. A page that waits for an answer compares it. */
  readonly settled: number
  /** What the driver has typed and not submitted, for those who watch. */
  readonly drafts?: Drafts
}

/** How a session ended. */
export interface ViewClosed {
  readonly reason: CloseReason
  readonly result?: Json
}

/**
 * Everything that a session shows. The session on the server and the page hold one each; `applyCommand` is the only thing that
 * changes it.
 */
export interface ViewTree {
  readonly nodes: ReadonlyMap<NodeId, ViewNode>
  readonly scopes: ReadonlyMap<string, NodeId>
  /** The rows of data tables, kept beside their nodes. */
  readonly rows: ReadonlyMap<NodeId, RowsView>
  /** Open forms, oldest first: of those in the panel the last one shows. */
  readonly forms: ReadonlyMap<NodeId, ViewForm>
  readonly env: PageEnv
  readonly closed: ViewClosed | null
  /** Who shows the session; empty if it has not been shared. */
  readonly viewers: readonly ViewerSpec[]
  /** Source of the nodes' versions. */
  readonly clock: number
}

/** The view tree as the reducer sees it. */
export interface MutableViewTree extends ViewTree {
  readonly nodes: NodeTable<TreeNode>
  readonly scopes: Map<string, NodeId>
  readonly rows: Map<NodeId, RowStore>
  readonly forms: Map<NodeId, ViewForm>
  env: PageEnv
  closed: ViewClosed | null
  viewers: readonly ViewerSpec[]
  clock: number
}

/** Of a session that has not been shared. */
export const NO_VIEWERS: readonly ViewerSpec[] = Object.freeze([])

/** Leaves share this one. */
const NO_CHILDREN: readonly NodeId[] = Object.freeze([])

/** A node as the reducer sees it. */
export class TreeNode implements ViewNode {
  spec: NodeSpec
  parent: NodeId
  version: number
  #list: ChildList | null = null

  constructor(spec: NodeSpec, parent: NodeId, version: number) {
    this.spec = spec
    this.parent = parent
    this.version = version
  }

  get children(): readonly NodeId[] {
    return this.#list?.ids ?? NO_CHILDREN
  }

  get childCount(): number {
    return this.#list?.length ?? 0
  }

  /** The children as a list that can be changed. */
  get list(): ChildList {
    return (this.#list ??= new ChildList())
  }
}

/** Makes an empty view tree: the three nodes that every session has from its start, and nothing else. */
export function createViewTree(): ViewTree {
  const tree: MutableViewTree = {
    nodes: new NodeTable(),
    scopes: new Map(),
    rows: new Map(),
    forms: new Map(),
    env: {},
    closed: null,
    viewers: NO_VIEWERS,
    clock: 0,
  }
  addRoots(tree)
  return tree
}

/** Puts the three nodes back that every session has from its start. */
export function addRoots(tree: MutableViewTree): void {
  addNode(tree, { id: ROOT_ID, type: 'scope', scope: 'ROOT' }, ROOT_ID)
  addNode(tree, { id: POPUPS_ID, type: 'scope' }, POPUPS_ID)
  addNode(tree, { id: TOASTS_ID, type: 'scope' }, TOASTS_ID)
  tree.scopes.set('ROOT', ROOT_ID)
}

/** Adds a node without children. */
export function addNode(tree: MutableViewTree, spec: NodeSpec, parent: NodeId): TreeNode {
  const node = new TreeNode(spec, parent, ++tree.clock)
  tree.nodes.set(spec.id, node)
  return node
}
