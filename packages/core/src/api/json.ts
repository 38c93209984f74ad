import type { Json } from '../protocol/json'
import { describe } from './arguments'

/** Deeper data is refused, because recursive code on either side would overflow the stack. */
const MAX_DEPTH = 500

interface Walk {
  readonly caller: string
  /** The rule in the error for a value that cannot travel: `must be JSON`. */
  readonly rule: string
  readonly dropsFunctions: boolean
  /** The objects that contain the current value. */
  readonly around: Set<object>
}

/** Options of `asJson`. */
interface JsonReading {
  /** The rule in the error for a value that cannot travel. @default 'must be JSON' */
  readonly rule?: string
  /** Leaves out functions, which travel separately. Otherwise they are refused. @default false */
  readonly dropsFunctions?: boolean
}

/**
 * Converts a value to JSON: a copy that does not change when the author changes the original. A Map becomes an object (an array of
 * pairs if its keys are not texts), a Set an array, an Error and a RegExp their text.
 * @throws TypeError, with the path, for anything that JSON cannot hold: functions, symbols, BigInts, cycles, and values nested deeper than 500
 * levels
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

/** An error whose message already contains the problem and the path. */
class Unfit extends Error {}

/** The JSON of a value; undefined if JSON leaves the value out, as it does with `undefined`. */
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
  if (around.has(value))
    throw new Unfit(`${caller}: ${path} ${rule}: it refers to an object that contains it.`)
  if (around.size >= MAX_DEPTH)
    throw new Unfit(`${caller}: ${short(path)} ${rule}: it is nested deeper than ${MAX_DEPTH} levels.`)
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
    // An assignment would set the prototype.
    if (item === undefined || key === '__proto__') continue
    json[key] = item
  }
  return json
}

/** The JSON representation of a value: the result of its `toJSON`, the contents of a Map or Set, or the text of an Error or RegExp. */
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

/** The beginning of a long path. */
function short(path: string): string {
  return path.length > 60 ? `${path.slice(0, 60)}…` : path
}
