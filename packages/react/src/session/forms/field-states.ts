import type { FieldSpec } from '@webio/core/protocol'
import type { FieldState } from './field-model'

interface Known {
  readonly version: number
  readonly state: FieldState
}

/** The states of fields as values: the state of an unchanged field is the same object. */
export class FieldStates {
  readonly #known = new WeakMap<FieldSpec, Known>()

  /**
   * The state of a field.
   * @param version the version of what the state is computed from
   * @param make computes the state if the version has changed
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
