/** True if two types are identical. */
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Compiles only if the two types are identical: `same<typeof x, string>(true)`. */
export function same<A, B>(_: Equal<A, B>): void {}

/** Does the same for a value: `typeOf(x).is<string>(true)`. */
export function typeOf<Got>(_value: Got): { is<Want>(_: Equal<Got, Want>): void } {
  return { is() {} }
}
