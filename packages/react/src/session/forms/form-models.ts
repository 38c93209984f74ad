import type { NodeId, PageSession, RawValue, ViewForm, ViewNode } from '@webio/core/protocol'
import { ROOT_ID } from '@webio/core/protocol'
import type { Drafts } from '../resume/draft-storage'
import { FormModel } from './form-model'
import type { SilentChanges } from './silent-changes'
import type { FormUploads } from '../files/uploads'

const NO_FORMS: readonly NodeId[] = Object.freeze([])

/** The models of all open forms of one session. */
export class FormModels {
  readonly #session: PageSession
  readonly #uploads: FormUploads
  readonly #silentChanges: SilentChanges
  readonly #models = new Map<NodeId, FormModel>()
  /** What was typed before a reload, into forms that have not come back yet. */
  #drafts: Map<NodeId, ReadonlyMap<string, RawValue>>
  /** Models of forms that a snapshot has not brought back yet. */
  readonly #aside = new Map<NodeId, FormModel>()
  #root: ViewNode | undefined
  /** The lists that `within` gave, by their container. */
  readonly #within = new Map<NodeId, readonly NodeId[]>()

  /**
   * @param drafts what was typed before a reload
   */
  constructor(session: PageSession, uploads: FormUploads, silentChanges: SilentChanges, drafts: Drafts) {
    this.#session = session
    this.#uploads = uploads
    this.#silentChanges = silentChanges
    this.#drafts = new Map(drafts)
    // First to listen, so that the models are up to date when components ask them.
    session.subscribe('forms', () => this.#sync())
    this.#sync()
  }

  /** The model of a form that is open. */
  get(id: NodeId): FormModel | undefined {
    return this.#models.get(id)
  }

  /** Ids of the forms inside a node, oldest first. The same list as long as they are the same. */
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

  /** What was typed in all open forms, and in those that are still to come back: the page may go before they do. */
  get drafts(): Drafts {
    const models = [...this.#aside, ...this.#models]
    return new Map([...this.#drafts, ...models.map(([id, model]) => [id, model.drafts] as const)])
  }

  /** Forgets what an earlier page left. */
  forgetDrafts(): void {
    this.#drafts = new Map()
  }

  /** Event `n` was refused: a form that submitted with it waits no longer for an answer that will not come. */
  giveUpWaiting(n: number): void {
    for (const model of this.#models.values()) model.giveUpWaiting(n)
  }

  #sync(): void {
    const { forms } = this.#session.tree
    this.#sortByContainer()
    // A snapshot makes the tree anew, its root included.
    const root = this.#session.node(ROOT_ID)
    const isSameTree = root === this.#root
    this.#root = root
    for (const [id, model] of this.#models) {
      if (forms.has(id)) continue
      this.#models.delete(id)
      // A snapshot is applied in several runs: the form may be back with a later one.
      if (!isSameTree) this.#aside.set(id, model)
    }
    for (const [id, form] of forms) {
      const model = this.#models.get(id)
      if (!model) this.#models.set(id, this.#open(form))
      else if (model.form !== form) model.sync(form)
    }
  }

  /** A list that has not changed stays the same list. */
  #sortByContainer(): void {
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

  /** A form shows for the first time, or again. */
  #open(form: ViewForm): FormModel {
    const { id } = form.spec
    const typed = this.#aside.get(id)?.edits ?? this.#drafts.get(id)
    this.#aside.delete(id)
    this.#drafts.delete(id)
    return new FormModel(form, this.#session, this.#uploads, this.#silentChanges, typed)
  }
}
