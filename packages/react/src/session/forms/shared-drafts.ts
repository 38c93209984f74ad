import type { NodeId, PageSession } from '@webio/core/protocol'
import type { FormModels } from './form-models'
import type { SilentChanges } from './silent-changes'

/** Milliseconds between two reports of what is typed. */
const PAUSE_MS = 100

/** Tells the session what is typed into its forms while somebody watches, and when somebody takes over (rules W5 and W6). */
export class SharedDrafts {
  readonly #session: PageSession
  readonly #forms: FormModels
  readonly #silentChanges: Pick<SilentChanges, 'collect'>
  /** What was told of each form that is open. */
  #told = new Map<NodeId, string>()
  #isWatched = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(session: PageSession, forms: FormModels, silentChanges: Pick<SilentChanges, 'collect'>) {
    this.#session = session
    this.#forms = forms
    this.#silentChanges = silentChanges
    session.subscribe('page', () => this.#look())
    forms.onEdit = () => this.#tellSoon()
    this.#look()
  }

  /** Somebody takes over: they get all that is typed. */
  tellNow(): void {
    this.#silentChanges.collect()
    this.#told.clear()
    this.#tell()
  }

  #look(): void {
    const { role, status, tree } = this.#session
    const isWatched = role === 'driver' && status === 'open' && tree.viewers.length > 1
    if (isWatched === this.#isWatched) return
    this.#isWatched = isWatched
    this.#told.clear()
    this.#tellSoon()
  }

  #tellSoon(): void {
    if (!this.#isWatched || this.#timer !== undefined) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      if (this.#isWatched) this.#tell()
    }, PAUSE_MS)
  }

  #tell(): void {
    const told = new Map<NodeId, string>()
    for (const [form, drafts] of this.#forms.openDrafts) {
      const values = Object.fromEntries(drafts)
      const text = JSON.stringify(values)
      if (this.#told.get(form) !== text) this.#session.tellDrafts(form, values)
      told.set(form, text)
    }
    this.#told = told
  }
}
