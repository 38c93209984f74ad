import type { NodeId, PageSession, PinNode, RawValue } from '@webio/core/protocol'
import type { Drafts } from '../resume/draft-storage'
import { PinModel } from './pin-model'

/** The models of the pins of one session. */
export class PinModels {
  readonly #session: PageSession
  readonly #models = new Map<NodeId, PinModel>()
  /** What was entered before a reload, into pins that have not come back yet. */
  readonly #drafts: Map<NodeId, ReadonlyMap<string, RawValue>>

  /**
   * @param drafts what was entered before a reload and had not reached the session
   */
  constructor(session: PageSession, drafts: Drafts) {
    this.#session = session
    this.#drafts = new Map(drafts)
  }

  /** The model of a pin that is on the page. */
  get(id: NodeId): PinModel {
    let model = this.#models.get(id)
    if (!model) this.#models.set(id, (model = new PinModel(this.#session, id)))
    return model
  }

  /** What was entered and has not reached the session (passwords excepted), and what is still to come back. */
  get drafts(): Drafts {
    const drafts = new Map(this.#drafts)
    for (const [id, { pending }] of this.#models) {
      const field = this.#pin(id)?.field
      if (pending && field && field.type !== 'password')
        drafts.set(id, new Map([[field.name, pending.value]]))
    }
    return drafts
  }

  /** Forgets what an earlier page left. */
  forgetDrafts(): void {
    this.#drafts.clear()
  }

  /** Event `n` was refused. */
  giveUpWaiting(n: number): void {
    for (const model of this.#models.values()) model.giveUp(n)
  }

  /** The tree has changed: forgets pins that have gone, and gives those that have come what was entered before a reload. */
  refresh(): void {
    // A snapshot brings the pins back in several runs: what the session has not heard of is kept meanwhile.
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
