type Primitive = string | number | bigint | boolean | symbol | null | undefined

type Unlocked<T> = { -readonly [Key in keyof T]: Writable<T[Key]> }

/**
 * Removes the `readonly` that a `const` type parameter adds at every level, so that an author's `[1, 2]` can be passed to a function that takes
 * `number[]`. Classes and functions stay unchanged.
 */
export type Writable<T> = T extends Primitive | ((...args: never) => unknown)
  ? T
  : // A class with private members differs from its public members.
    Unlocked<T> extends T
    ? Unlocked<T>
    : T
