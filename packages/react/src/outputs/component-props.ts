import type { Json, JsonObject } from '@webio/core/protocol'

type Container = Record<string, unknown>

/**
 * Builds the props of a component from JSON, with functions at the places that `pointers` name (JSON Pointer, RFC 6901). It does not change the
 * given JSON, and copies only what leads to a function.
 */
export function withCallbacks(
  json: JsonObject,
  pointers: readonly string[] = [],
  functionOf: (pointer: string) => (...args: readonly unknown[]) => void,
): Container {
  const props: Container = { ...json }
  const copies = new Set<unknown>([props])
  for (const pointer of pointers) {
    const path = pointer.split('/').slice(1).map(unescaped)
    const last = path.pop() ?? ''
    const target = path.reduce<Container | null>((parent, key) => copyOf(parent, key, copies), props)
    // Defined rather than assigned: `__proto__` is a name like any other.
    if (target) {
      const value = functionOf(pointer)
      Object.defineProperty(target, last, { value, enumerable: true, writable: true, configurable: true })
    }
  }
  return props
}

/** Replaces the value of a key with a copy, once. Null if the value cannot hold a function. */
function copyOf(parent: Container | null, key: string, copies: Set<unknown>): Container | null {
  const inner = parent && Object.hasOwn(parent, key) ? parent[key] : null
  if (!parent || typeof inner !== 'object' || inner === null) return null
  if (copies.has(inner)) return inner as Container
  const copy = (Array.isArray(inner) ? [...(inner as unknown[])] : { ...inner }) as Container
  parent[key] = copy
  copies.add(copy)
  return copy
}

function unescaped(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~')
}

/** The arguments of a call as JSON. Events, elements and other instances of classes become null. */
export function jsonArguments(args: readonly unknown[]): Json {
  return args.map((value) => (isData(value) ? jsonOrNull(value) : null))
}

function isData(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  const prototype: unknown = Object.getPrototypeOf(value)
  return Array.isArray(value) || prototype === Object.prototype || prototype === null || 'toJSON' in value
}

function jsonOrNull(value: unknown): Json {
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null') as Json
  } catch {
    return null
  }
}
