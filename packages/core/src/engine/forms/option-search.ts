import type { FieldSpec, FoundOptions, OptionSpec, RawValue, SelectField } from '../../protocol/input-spec'
import type { FoundOption, OptionSource } from './form-spec'

/** The maximum number of options that the page gets from one search (rule O3). */
const MAX_FOUND = 100
/** The maximum number of offered options that a field remembers (rule O4). */
const MAX_OFFERED = 1000

/** The part of a field with searched options that its search needs. */
export interface SearchOwner {
  /** Whether the page may show error messages. */
  readonly debug: boolean
  /** The current spec of the field; undefined after its removal. */
  field(): FieldSpec | undefined
  /** The ids of the current choices, in addition to options marked `selected`. */
  chosen(): RawValue
  /** Runs the author's function in its context. Its promise never rejects. */
  run(body: () => Promise<void>): Promise<void>
  /** Changes the field's spec. */
  change(set: Pick<SelectField, 'options' | 'found'>): void
  /** Logs an error of the author's function. */
  failed(error: unknown): void
}

/** Finds the options of one field while a person types, and remembers the offered ones (rules O2 to O5). */
export class OptionSearch {
  readonly #owner: SearchOwner
  readonly #source: OptionSource
  /** By the JSON of the value, with the most recently offered option last. */
  readonly #offered = new Map<string, OptionSpec>()
  #running: AbortController | null = null
  /** The query that waits for the end of the running search. */
  #next: string | null = null
  #isClosed = false

  constructor(owner: SearchOwner, source: OptionSource) {
    this.#owner = owner
    this.#source = source
  }

  /** The person searches. */
  ask(query: string): void {
    if (this.#isClosed) return
    this.#next = query
    if (this.#running) this.#running.abort()
    else this.#startNext()
  }

  /**
   * The options of the field, with those among them that `raw` names.
   * @returns null if the source has not offered one of these, or it is disabled
   */
  admit(raw: RawValue): readonly OptionSpec[] | null {
    const field = this.#field
    if (!field || typeof raw === 'string') return null
    const known = new Map([...this.#offered.values(), ...field.options].map((option) => [option.id, option]))
    const chosen = idsOf(raw).map((id) => known.get(id))
    if (chosen.some((option) => !option || option.disabled)) return null
    return this.#listed(field, chosen as readonly OptionSpec[], field.found?.ids ?? [], known)
  }

  /** The finder was replaced, or the field was removed. */
  close(): void {
    this.#isClosed = true
    this.#next = null
    this.#running?.abort()
  }

  get #field(): SelectField | undefined {
    const field = this.#owner.field()
    return field?.type === 'select' ? field : undefined
  }

  #startNext(): void {
    const query = this.#next
    if (query === null || this.#isClosed) return
    this.#next = null
    const controller = (this.#running = new AbortController())
    void this.#owner
      .run(() => this.#search(query, controller.signal))
      .then(() => {
        this.#running = null
        this.#startNext()
      })
  }

  async #search(query: string, signal: AbortSignal): Promise<void> {
    try {
      const found = await this.#source.read(query, signal)
      if (!signal.aborted) this.#show(query, found)
    } catch (error) {
      // An aborted call is expected to fail.
      if (signal.aborted) return
      this.#owner.failed(error)
      this.#answer({ query, ids: [], failed: this.#owner.debug ? String(error) : true })
    }
  }

  #show(query: string, found: readonly FoundOption[]): void {
    const shown = found.slice(0, MAX_FOUND).map((option) => this.#offer(option))
    const ids = [...new Set(shown.map(({ id }) => id))]
    for (const value of this.#offered.keys()) {
      if (this.#offered.size <= MAX_OFFERED) break
      this.#offered.delete(value)
    }
    this.#answer({ query, ids, ...(found.length > MAX_FOUND && { more: true }) })
  }

  /** Remembers an option. An option whose value was offered before, or is in the field, keeps its id (rule O5). */
  #offer(option: FoundOption): OptionSpec {
    const value = JSON.stringify(option.value)
    const earlier =
      this.#offered.get(value) ?? this.#field?.options.find((one) => JSON.stringify(one.value) === value)
    const offered = { id: earlier?.id ?? this.#source.newId(), ...option }
    this.#offered.delete(value)
    this.#offered.set(value, offered)
    return offered
  }

  #answer(found: FoundOptions): void {
    const field = this.#field
    if (!field) return
    const known = new Map([...field.options, ...this.#offered.values()].map((option) => [option.id, option]))
    const chosen = idsOf(this.#owner.chosen()).flatMap((id) => known.get(id) ?? [])
    this.#owner.change({ options: this.#listed(field, chosen, found.ids, known), found })
  }

  /** The initial choices, the current choices and the found options, each once and with its latest label. */
  #listed(
    field: SelectField,
    chosen: readonly OptionSpec[],
    found: readonly number[],
    known: ReadonlyMap<number, OptionSpec>,
  ): readonly OptionSpec[] {
    const initial = field.options.filter(({ selected }) => selected).map(({ id }) => id)
    const ids = new Set([...initial, ...chosen.map(({ id }) => id), ...found])
    return [...ids].flatMap((id) => {
      const option = known.get(id)
      return option ? { ...option, ...(initial.includes(id) && { selected: true }) } : []
    })
  }
}

function idsOf(raw: RawValue): readonly number[] {
  if (typeof raw === 'number') return [raw]
  return Array.isArray(raw) ? (raw as readonly number[]) : []
}
