import type { CloseReason, PageEnv } from '../protocol/commands'
import type { Drafts, FormSpec } from '../protocol/input-spec'
import type { Json } from '../protocol/json'
import type { Message } from '../protocol/messages'
import type { NodeId, NodeSpec } from '../protocol/output-spec'
import { POPUPS_ID, ROOT_ID, TOASTS_ID } from '../protocol/output-spec'
import type { ViewerSpec } from '../protocol/viewers'
import { ChildList } from './child-list'
import { LazyMap } from './lazy-collections'
import { NodeTable } from './node-table'
import type { RowStore, RowsView } from './row-store'

/** One node of a view tree. `spec` is replaced and never changed in place, so it is safe to keep it. */
export interface ViewNode {
  spec: NodeSpec
  parent: NodeId
  /** Ids of the children, in order. Valid until the next change of the tree; never write to it. */
  readonly children: readonly NodeId[]
  /** Increases with every change of `spec` or `children`, even across a reset of the tree. */
  version: number
}

/** One open form. Replaced as a whole when anything about it changes. */
export interface ViewForm {
  readonly spec: FormSpec
  readonly errors: { readonly [field: string]: Message }
  /** The number of the last refused submit event; 0 before the first. A page that waits for an answer compares it. */
  readonly settled: number
  /** The driver's unsubmitted values, for observers. */
  readonly drafts?: Drafts
}

/** How a session ended. */
export interface ViewClosed {
  readonly reason: CloseReason
  readonly result?: Json
}

/**
 * Everything that a session shows. The session on the server and the page hold one each. Only `applyCommand` changes it.
 */
export interface ViewTree {
  readonly nodes: ReadonlyMap<NodeId, ViewNode>
  readonly scopes: ReadonlyMap<string, NodeId>
  /** The rows of data tables, stored next to their nodes. */
  readonly rows: ReadonlyMap<NodeId, RowsView>
  /** Open forms, oldest first. The panel shows the last of its forms. */
  readonly forms: ReadonlyMap<NodeId, ViewForm>
  readonly env: PageEnv
  readonly closed: ViewClosed | null
  /** The people who show the session; empty if it has not been shared. */
  readonly viewers: readonly ViewerSpec[]
  /** The source of the nodes' versions. */
  readonly clock: number
}

/** The view tree as the reducer sees it. */
export interface MutableViewTree extends ViewTree {
  readonly nodes: NodeTable<ViewNode>
  readonly scopes: LazyMap<string, NodeId>
  readonly rows: LazyMap<NodeId, RowStore>
  readonly forms: LazyMap<NodeId, ViewForm>
  env: PageEnv
  closed: ViewClosed | null
  viewers: readonly ViewerSpec[]
  clock: number
}

/** The viewers of a session that has not been shared. */
export const NO_VIEWERS: readonly ViewerSpec[] = Object.freeze([])

/** The settings of a page before the first `env-set`. */
export const NO_ENV: PageEnv = Object.freeze({})

/** All leaves share this list. */
const NO_CHILDREN: readonly NodeId[] = Object.freeze([])

/** A node that has or had children. */
export class ContainerNode implements ViewNode {
  spec: NodeSpec
  parent: NodeId
  version: number
  readonly list = new ChildList()

  constructor({ spec, parent, version }: ViewNode) {
    this.spec = spec
    this.parent = parent
    this.version = version
  }

  get children(): readonly NodeId[] {
    return this.list.ids
  }
}

/**
 * Creates an empty view tree with the three root nodes of every session.
 * @example
 * const tree = createViewTree()
 * applyCommand(tree, { type: 'output-insert', parent: ROOT_ID, outputs: [{ id: 10, type: 'text', text: 'hi' }] })
 */
export function createViewTree(): ViewTree {
  const tree: MutableViewTree = {
    nodes: new NodeTable(),
    scopes: new LazyMap(),
    rows: new LazyMap(),
    forms: new LazyMap(),
    env: NO_ENV,
    closed: null,
    viewers: NO_VIEWERS,
    clock: 0,
  }
  addRoots(tree)
  return tree
}

/** Adds the three root nodes of every session. */
export function addRoots(tree: MutableViewTree): void {
  addNode(tree, { id: ROOT_ID, type: 'scope', scope: 'ROOT' }, ROOT_ID)
  addNode(tree, { id: POPUPS_ID, type: 'scope' }, POPUPS_ID)
  addNode(tree, { id: TOASTS_ID, type: 'scope' }, TOASTS_ID)
  tree.scopes.set('ROOT', ROOT_ID)
}

/**
 * Adds a node without children. It is an object literal: V8 learns to allocate long-lived literals in its old space, but copies instances of classes
 * there. With 100,000 outputs, that takes 5 % of the time.
 */
export function addNode(tree: MutableViewTree, spec: NodeSpec, parent: NodeId): void {
  tree.nodes.set(spec.id, { spec, parent, version: ++tree.clock, children: NO_CHILDREN })
}

/** The number of children. It is cheap, whereas reading a long list that was edited joins its blocks. */
export function childCountOf(node: ViewNode | undefined): number {
  return node instanceof ContainerNode ? node.list.length : 0
}

/** The node with this id, ready to receive children. */
export function containerAt(tree: MutableViewTree, id: NodeId): ContainerNode | undefined {
  const node = tree.nodes.get(id)
  if (!node || node instanceof ContainerNode) return node
  const container = new ContainerNode(node)
  tree.nodes.set(id, container)
  return container
}
