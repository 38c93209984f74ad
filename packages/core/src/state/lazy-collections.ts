const NO_ENTRIES: ReadonlyMap<never, never> = new Map<never, never>()
const NO_MEMBERS: ReadonlySet<never> = new Set<never>()

/**
 * A map that takes almost no memory until something is set. An empty `Map` takes 200 bytes, and a session has dozens of them, most of which stay
 * empty.
 */
export class LazyMap<K, V> {
  #map: Map<K, V> | null = null

  get size(): number {
    return this.#map?.size ?? 0
  }

  get(key: K): V | undefined {
    return this.#map?.get(key)
  }

  has(key: K): boolean {
    return this.#map?.has(key) ?? false
  }

  set(key: K, value: V): this {
    this.#map ??= new Map()
    this.#map.set(key, value)
    return this
  }

  delete(key: K): boolean {
    return this.#map?.delete(key) ?? false
  }

  clear(): void {
    this.#map?.clear()
  }

  keys(): MapIterator<K> {
    return this.#entries.keys()
  }

  values(): MapIterator<V> {
    return this.#entries.values()
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.#entries.entries()
  }

  get #entries(): ReadonlyMap<K, V> {
    return this.#map ?? NO_ENTRIES
  }
}

/** A set that takes almost no memory until something is added, for the same reason. */
export class LazySet<T> {
  #set: Set<T> | null = null

  get size(): number {
    return this.#set?.size ?? 0
  }

  has(value: T): boolean {
    return this.#set?.has(value) ?? false
  }

  add(value: T): this {
    this.#set ??= new Set()
    this.#set.add(value)
    return this
  }

  delete(value: T): boolean {
    return this.#set?.delete(value) ?? false
  }

  clear(): void {
    this.#set?.clear()
  }

  [Symbol.iterator](): SetIterator<T> {
    return (this.#set ?? (NO_MEMBERS as ReadonlySet<T>)).values()
  }
}
