import type { NodeId, PageSession, ViewForm } from '@webio/core/protocol'

const NO_FORMS: readonly NodeId[] = Object.freeze([])

/** Where the open forms of one session are: inside a node, or in the input panel. */
export class FormPlaces {
  readonly #session: PageSession
  /** The lists that `within` returns, by container. */
  readonly #within = new Map<NodeId, readonly NodeId[]>()

  constructor(session: PageSession) {
    this.#session = session
    this.refresh()
  }

  /** Ids of the forms inside a node, oldest first. The list stays the same until they change. */
  within(container: NodeId): readonly NodeId[] {
    return this.#within.get(container) ?? NO_FORMS
  }

  /** Id of the newest form that has no place among the outputs. */
  inPanel(): NodeId | undefined {
    const { forms, nodes } = this.#session.tree
    const hasPlace = ({ spec: { container } }: ViewForm): boolean =>
      container !== undefined && nodes.has(container)
    return [...forms.values()].findLast((form) => !hasPlace(form))?.spec.id
  }

  /** Call it when forms have changed. Keeps each list that has not changed. */
  refresh(): void {
    const lists = new Map<NodeId, NodeId[]>()
    for (const { spec } of this.#session.tree.forms.values()) {
      if (spec.container === undefined) continue
      const list = lists.get(spec.container)
      if (list) list.push(spec.id)
      else lists.set(spec.container, [spec.id])
    }
    for (const container of this.#within.keys()) if (!lists.has(container)) this.#within.delete(container)
    for (const [container, ids] of lists) {
      if (this.#within.get(container)?.join() !== ids.join()) this.#within.set(container, ids)
    }
  }
}
