/** Stands for a missing first entry. Keys and members may be undefined. */
const NONE = Symbol('none')

/**
 * A map for few entries. An empty `Map` takes 200 bytes, and a session has dozens of maps, most of which have one entry or none: a single entry is
 * stored in the object itself, and a `Map` is made for a second one. Entries that are added during an iteration are visited, as in a `Map`.
 */
export class LazyMap<K, V> implements ReadonlyMap<K, V> {
  #key: K | typeof NONE = NONE
  #value: V | undefined
  /** The entries after the first. */
  #more: Map<K, V> | null = null

  get size(): number {
    return (this.#key === NONE ? 0 : 1) + (this.#more?.size ?? 0)
  }

  get(key: K): V | undefined {
    return this.#key === key ? this.#value : this.#more?.get(key)
  }

  has(key: K): boolean {
    return this.#key === key || (this.#more?.has(key) ?? false)
  }

  set(key: K, value: V): this {
    if (this.#key === key || (this.#key === NONE && !this.#more)) {
      this.#key = key
      this.#value = value
    } else (this.#more ??= new Map<K, V>()).set(key, value)
    return this
  }

  delete(key: K): boolean {
    if (this.#key !== key) return this.#more?.delete(key) ?? false
    this.#key = NONE
    this.#value = undefined
    return true
  }

  clear(): void {
    this.#key = NONE
    this.#value = undefined
    this.#more = null
  }

  forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this) visit(value, key, this)
  }

  *keys(): MapIterator<K> {
    for (const [key] of this) yield key
  }

  *values(): MapIterator<V> {
    for (const [, value] of this) yield value
  }

  *entries(): MapIterator<[K, V]> {
    for (let last: K | typeof NONE = NONE; this.#key !== NONE && this.#key !== last;) {
      last = this.#key
      yield [last, this.#value as V]
    }
    if (this.#more) yield* this.#more
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries()
  }
}

/** A set for few members, for the same reason. */
export class LazySet<T> {
  #member: T | typeof NONE = NONE
  /** The members after the first. */
  #more: Set<T> | null = null

  get size(): number {
    return (this.#member === NONE ? 0 : 1) + (this.#more?.size ?? 0)
  }

  has(value: T): boolean {
    return this.#member === value || (this.#more?.has(value) ?? false)
  }

  add(value: T): this {
    if (this.#member === value) return this
    if (this.#member === NONE && !this.#more) this.#member = value
    else (this.#more ??= new Set<T>()).add(value)
    return this
  }

  delete(value: T): boolean {
    if (this.#member !== value) return this.#more?.delete(value) ?? false
    this.#member = NONE
    return true
  }

  clear(): void {
    this.#member = NONE
    this.#more = null
  }

  *[Symbol.iterator](): SetIterator<T> {
    for (let last: T | typeof NONE = NONE; this.#member !== NONE && this.#member !== last;) {
      last = this.#member
      yield last
    }
    if (this.#more) yield* this.#more
  }
}
