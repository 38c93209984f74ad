type Primitive = string | number | bigint | boolean | symbol | null | undefined

type Unlocked<T> = { -readonly [Key in keyof T]: Writable<T[Key]> }

/**
 * A type without the `readonly` that a `const` type parameter puts on everything in it: what an author wrote as `[1, 2]` can be given to a
 * function that takes `number[]`. Classes and functions stay what they are.
 */
export type Writable<T> = T extends Primitive | ((...args: never) => unknown)
  ? T
  : // What has private members is not what its public ones make.
    Unlocked<T> extends T
    ? Unlocked<T>
    : T
