import type { Json } from '../protocol/json'
import { describe } from './arguments'

/** Deeper data is refused: what walks it on either side would run out of stack. */
const MAX_DEPTH = 500

interface Walk {
  readonly caller: string
  /** What the error says of a value that cannot travel: `must be JSON`. */
  readonly rule: string
  readonly dropsFunctions: boolean
  /** Objects that the current value is in. */
  readonly around: Set<object>
}

/** How `asJson` reads a value. */
interface JsonReading {
  /** What the error says of a value that cannot travel. @default 'must be JSON' */
  readonly rule?: string
  /** Functions inside are left out, since they travel in another way. @default false: they are refused */
  readonly dropsFunctions?: boolean
}

/**
 * The JSON of a value, as a value: a copy, which stays what it is when the author changes the original. A Map becomes an object (an array of
 * pairs if its keys are not texts), a Set an array, an Error and a RegExp their text.
 * @throws TypeError, with the path, for what JSON cannot hold: functions, symbols, BigInts, what contains itself or is nested deeper than 500
 */
export function asJson(caller: string, argument: string, value: unknown, reading: JsonReading = {}): Json {
  const { rule = 'must be JSON', dropsFunctions = false } = reading
  const walk: Walk = { caller, rule, dropsFunctions, around: new Set() }
  let json: Json | undefined
  try {
    json = walked(walk, argument, '', value)
  } catch (cause) {
    if (cause instanceof Unfit) throw new TypeError(cause.message)
    throw new TypeError(`${caller}: ${argument} ${rule}: ${(cause as Error).message}`, { cause })
  }
  if (json === undefined) throw new TypeError(`${caller}: ${argument} ${rule}, not ${describe(value)}.`)
  return json
}

/** Says itself what is wrong, and where. */
class Unfit extends Error {}

/** The JSON of a value; undefined if it is left out, as JSON does with `undefined`. */
function walked(walk: Walk, path: string, key: string, given: unknown): Json | undefined {
  const value = plain(given, key)
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value : null
    case 'undefined':
      return undefined
    case 'bigint':
      throw new TypeError('Do not know how to serialize a BigInt')
    case 'function':
    case 'symbol':
      if (walk.dropsFunctions && typeof value === 'function') return undefined
      throw new Unfit(`${walk.caller}: ${path} ${walk.rule}, not ${describe(value)}.`)
    default:
      return value === null ? null : inside(walk, path, value as object)
  }
}

function inside(walk: Walk, path: string, value: object): Json {
  const { around, caller, rule } = walk
  if (around.has(value)) throw new Unfit(`${caller}: ${path} ${rule}, and refers to what it is in.`)
  if (around.size >= MAX_DEPTH)
    throw new Unfit(`${caller}: ${short(path)} ${rule}, and is nested deeper than ${MAX_DEPTH} levels.`)
  around.add(value)
  const json = Array.isArray(value)
    ? Array.from(value, (item, index) => walked(walk, `${path}[${index}]`, String(index), item) ?? null)
    : ofObject(walk, path, value)
  around.delete(value)
  return json
}

function ofObject(walk: Walk, path: string, value: object): Json {
  const json: Record<string, Json> = {}
  for (const key of Object.keys(value)) {
    const item = walked(walk, `${path}.${key}`, key, (value as Record<string, unknown>)[key])
    // Assigned, it would set the prototype.
    if (item === undefined || key === '__proto__') continue
    json[key] = item
  }
  return json
}

/** What stands for a value in JSON: what its `toJSON` gives, the contents of a Map or Set, the text of an Error or RegExp. */
function plain(value: unknown, key: string): unknown {
  if (typeof value === 'bigint') {
    const { toJSON } = BigInt.prototype as { toJSON?: (key: string) => unknown }
    return toJSON ? toJSON.call(value, key) : value
  }
  if (typeof value !== 'object' || value === null) return value
  if ('toJSON' in value && typeof value.toJSON === 'function')
    return (value as { toJSON(key: string): unknown }).toJSON(key)
  if (value instanceof Map) {
    const isNamed = [...value.keys()].every((name) => typeof name === 'string')
    return isNamed ? Object.fromEntries(value as Map<string, unknown>) : [...value]
  }
  if (value instanceof Set) return [...value]
  if (value instanceof Error || value instanceof RegExp) return String(value)
  const isBoxed = value instanceof Number || value instanceof String || value instanceof Boolean
  return isBoxed ? value.valueOf() : value
}

/** The beginning of a path that is long because it is deep. */
function short(path: string): string {
  return path.length > 60 ? `${path.slice(0, 60)}…` : path
}
