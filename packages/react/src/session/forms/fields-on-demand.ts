import type { LazyModule } from '../later-code'
import type { DraftKind, Drafts } from '../resume/draft-storage'
import type { FieldsCode, FieldsHost, SessionFields } from './session-fields'

/**
 * The fields of one session. A page that only shows outputs does without them: they are made when somebody asks for them and their code is loaded.
 * Until then, what was typed before a reload waits here.
 */
export class FieldsOnDemand implements LazyModule<SessionFields> {
  readonly #code: LazyModule<FieldsCode>
  readonly #host: Omit<FieldsHost, 'drafts'>
  readonly #listeners = new Set<() => void>()
  #fields: SessionFields | null = null
  #drafts: Readonly<Record<DraftKind, Drafts>>
  #loading: Promise<SessionFields | null> | null = null
  /** Ends the wait for the code; null before it is loading. */
  #stop: (() => void) | null = null

  /**
   * @param drafts what was typed before a reload
   */
  constructor(
    code: LazyModule<FieldsCode>,
    host: Omit<FieldsHost, 'drafts'>,
    drafts: Readonly<Record<DraftKind, Drafts>>,
  ) {
    this.#code = code
    this.#host = host
    this.#drafts = drafts
    if (drafts.forms.size + drafts.pins.size > 0) this.request()
  }

  /** The fields; null while nothing has needed them, or their code is being loaded. */
  readonly get = (): SessionFields | null => this.#fields

  /** Makes the fields, at once if their code is there. */
  request(): void {
    if (this.#fields || this.#stop) return
    if (this.#code.get()) this.#make()
    else this.#stop = this.#code.subscribe(() => this.#make())
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    this.request()
    return () => void this.#listeners.delete(listener)
  }

  readonly load = (): Promise<SessionFields | null> => {
    this.request()
    return (this.#loading ??= this.#code.load().then(() => this.#fields))
  }

  /** What the page would store if it went away now. */
  get drafts(): Readonly<Record<DraftKind, Drafts>> {
    return this.#fields?.drafts ?? this.#drafts
  }

  /** Forgets what an earlier page stored. */
  forgetDrafts(): void {
    this.#drafts = { forms: new Map(), pins: new Map() }
    this.#fields?.forgetDrafts()
  }

  /** Call it when forms have changed. */
  formsChanged(): void {
    if (this.#host.session.tree.forms.size > 0) this.request()
    this.#fields?.forms.sync()
  }

  #make(): void {
    const { SessionFields } = this.#code.get() ?? {}
    if (!SessionFields || this.#fields) return
    this.#stop?.()
    this.#fields = new SessionFields({ ...this.#host, drafts: this.#drafts })
    this.#fields.pins.refresh()
    for (const listener of [...this.#listeners]) listener()
  }
}
