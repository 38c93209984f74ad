import type { NodeId, PageSession, RawValue, ViewForm, ViewNode } from '@webio/core/protocol'
import { ROOT_ID } from '@webio/core/protocol'
import type { Drafts } from '../resume/draft-storage'
import { FormModel } from './form-model'
import type { SilentChanges } from './silent-changes'
import type { FormUploads } from '../files/uploads'

/** The models of all open forms of one session. */
export class FormModels {
  readonly #session: PageSession
  readonly #uploads: FormUploads
  readonly #silentChanges: SilentChanges
  readonly #models = new Map<NodeId, FormModel>()
  /** What was typed before a reload, into forms that are not back yet. */
  #drafts: Map<NodeId, ReadonlyMap<string, RawValue>>
  /** Models of forms that a snapshot has not restored yet. */
  readonly #aside = new Map<NodeId, FormModel>()
  #root: ViewNode | undefined
  /** Called when something in a form changes. */
  onEdit = (): void => {}

  /**
   * @param drafts what was typed before a reload
   */
  constructor(session: PageSession, uploads: FormUploads, silentChanges: SilentChanges, drafts: Drafts) {
    this.#session = session
    this.#uploads = uploads
    this.#silentChanges = silentChanges
    this.#drafts = new Map(drafts)
    this.sync()
  }

  /** The model of an open form. */
  get(id: NodeId): FormModel | undefined {
    return this.#models.get(id)
  }

  /** What was typed in all open forms, and in those that are not back yet: the page may go away before they are. */
  get drafts(): Drafts {
    const models = [...this.#aside, ...this.#models]
    return new Map([...this.#drafts, ...models.map(([id, model]) => [id, model.drafts] as const)])
  }

  /** What is typed into the forms that are open. */
  get openDrafts(): Drafts {
    return new Map([...this.#models].map(([id, model]) => [id, model.drafts] as const))
  }

  /** Forgets what an earlier page stored. */
  forgetDrafts(): void {
    this.#drafts = new Map()
  }

  /** Handles the refusal of event `n`: a form that submitted with it stops waiting for an answer. */
  giveUpWaiting(n: number): void {
    for (const model of this.#models.values()) model.giveUpWaiting(n)
  }

  /** Call it when forms have changed, before components read them. */
  sync(): void {
    const { forms } = this.#session.tree
    // A snapshot creates the tree again, including its root.
    const root = this.#session.node(ROOT_ID)
    const isSameTree = root === this.#root
    this.#root = root
    for (const [id, model] of this.#models) {
      if (forms.has(id)) continue
      this.#models.delete(id)
      // A snapshot is applied in several runs, so a later one may restore the form.
      if (!isSameTree) this.#aside.set(id, model)
    }
    for (const [id, form] of forms) {
      const model = this.#models.get(id)
      if (!model) this.#models.set(id, this.#open(form))
      else if (model.form !== form) model.sync(form)
    }
  }

  /** Creates the model of a form that appears for the first time, or again. */
  #open(form: ViewForm): FormModel {
    const { id } = form.spec
    const aside = this.#aside.get(id)
    const own = aside?.edits ?? this.#drafts.get(id)
    // A page that has watched and drives now goes on from what the driver before it has typed.
    const isOwn = this.#session.role === 'driver' && (aside?.isOwn ?? own !== undefined)
    const theirs = form.drafts && new Map([...Object.entries(form.drafts), ...(aside?.passwords ?? [])])
    const typed = isOwn ? own : (theirs ?? own)
    this.#aside.delete(id)
    this.#drafts.delete(id)
    const model = new FormModel(form, this.#session, this.#uploads, this.#silentChanges, typed, isOwn)
    model.subscribeAll(() => this.onEdit())
    return model
  }
}
