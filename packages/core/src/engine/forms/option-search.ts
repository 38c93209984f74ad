import type { FieldSpec, FoundOptions, OptionSpec, RawValue, SelectField } from '../../protocol/input-spec'
import type { FoundOption, OptionSource } from './form-spec'

/** Options that the page gets of one search (rule O3). */
const MAX_FOUND = 100
/** Options that a field remembers to have offered (rule O4). */
const MAX_OFFERED = 1000

/** A field of a session whose options are searched for, as its search sees it. */
export interface SearchOwner {
  /** The page may know what an error says. */
  readonly debug: boolean
  /** The field as it is now; undefined once it has gone. */
  field(): FieldSpec | undefined
  /** Ids of what is chosen now, besides the options that say `selected`. */
  chosen(): RawValue
  /** Runs the author's function in its context. The promise never rejects. */
  run(body: () => Promise<void>): Promise<void>
  /** Changes the field's spec. */
  change(set: Pick<SelectField, 'options' | 'found'>): void
  /** Logs what the author's function threw. */
  failed(error: unknown): void
}

/** Finds the options of one field while a person types, and remembers which it has offered (rules O2 to O5). */
export class OptionSearch {
  readonly #owner: SearchOwner
  readonly #source: OptionSource
  /** By the JSON of the value, what was offered last at the end. */
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

  /** Another function finds the options from now on, or the field has gone. */
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
      // What was given up fails by being given up.
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

  /** Remembers an option. One of a value that was offered before, or is in the field, keeps its id (rule O5). */
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

  /** What the field had chosen from the start, what is chosen now, and what was found: each once, and with the label that it was offered with last. */
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
