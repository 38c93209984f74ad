import type { FieldSpec } from '@webio/core/protocol'
import type { FieldState } from './field-model'

interface Known {
  readonly version: number
  readonly state: FieldState
}

/** The states of fields as values: as long as a field is what it was, its state is the same object. */
export class FieldStates {
  readonly #known = new WeakMap<FieldSpec, Known>()

  /**
   * The state of a field.
   * @param version of what the state is made of
   * @param make reads the state when the version is another
   */
  get(field: FieldSpec, version: number, make: () => FieldState): FieldState {
    const known = this.#known.get(field)
    if (known?.version === version) return known.state
    const made = make()
    const state = known && isSame(known.state, made) ? known.state : made
    this.#known.set(field, { version, state })
    return state
  }
}

function isSame(a: FieldState, b: FieldState): boolean {
  return a.value === b.value && a.message === b.message && a.praise === b.praise
}
