import type { NodeId, PageSession, PinNode, RawValue } from '@webio/core/protocol'
import type { Drafts } from '../resume/draft-storage'
import { PinModel } from './pin-model'

/** The models of the pins of one session. */
export class PinModels {
  readonly #session: PageSession
  readonly #models = new Map<NodeId, PinModel>()
  /** What was entered before a reload, into pins that are not back yet. */
  readonly #drafts: Map<NodeId, ReadonlyMap<string, RawValue>>

  /**
   * @param drafts what was entered before a reload and had not reached the session
   */
  constructor(session: PageSession, drafts: Drafts) {
    this.#session = session
    this.#drafts = new Map(drafts)
  }

  /** The model of a pin on the page. */
  get(id: NodeId): PinModel {
    let model = this.#models.get(id)
    if (!model) this.#models.set(id, (model = new PinModel(this.#session, id)))
    return model
  }

  /** What was entered but has not reached the session (except passwords), including values for pins that are not back yet. */
  get drafts(): Drafts {
    const drafts = new Map(this.#drafts)
    for (const [id, { pending }] of this.#models) {
      const field = this.#pin(id)?.field
      if (pending && field && field.type !== 'password')
        drafts.set(id, new Map([[field.name, pending.value]]))
    }
    return drafts
  }

  /** Forgets what an earlier page stored. */
  forgetDrafts(): void {
    this.#drafts.clear()
  }

  /** Handles the refusal of event `n`. */
  giveUpWaiting(n: number): void {
    for (const model of this.#models.values()) model.giveUp(n)
  }

  /** Called when the tree has changed: forgets removed pins, and restores what was entered into new ones before a reload. */
  refresh(): void {
    // A snapshot restores the pins in several runs. Meanwhile, values that the session has not received are kept.
    for (const [id, model] of this.#models) if (!this.#pin(id) && !model.isSending) this.#models.delete(id)
    for (const [id, fields] of this.#drafts) {
      const field = this.#pin(id)?.field
      if (!field) continue
      this.#drafts.delete(id)
      const value = fields.get(field.name)
      if (value !== undefined) this.get(id).edit(field, value)
    }
  }

  #pin(id: NodeId): PinNode | undefined {
    const spec = this.#session.node(id)?.spec
    return spec?.type === 'pin' ? spec : undefined
  }
}
