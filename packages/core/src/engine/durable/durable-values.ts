import type { Json } from '../../protocol/json'
import type { StoredFile } from '../files/file-store'
import type { FileSpec } from '../files/uploaded-file'
import { ReceivedFile } from '../files/uploaded-file'

/** The key that marks an encoded value for which JSON has no form. An author's object that has this key is encoded as well. */
const TAG = '$webio'

type Tagged = { readonly [TAG]: string; readonly value: Json }

/**
 * Encodes a value as JSON. It accepts JSON, undefined, NaN, the infinities, -0, BigInt, Date, RegExp, URL, Map, Set, bytes, errors, and objects and
 * arrays of these. It encodes an uploaded file by its id if the file outlives its process. It rejects circular values, functions, symbols and
 * instances of other classes.
 * @param caller names the call, for messages
 * @throws TypeError whose message says where in the value the problem is
 */
export function encodeValue(value: unknown, caller: string): Json {
  return encoded(value, caller, 'the value', new Set())
}

/** Finds an uploaded file of an earlier run of the session. */
export type Reopen = (keptAs: string, whole: number) => StoredFile

/** Restores the value that `encodeValue` was given, or a copy of it. */
export function decodeValue(json: Json, reopen: Reopen): unknown {
  const decode = (one: Json): unknown => decodeValue(one, reopen)
  if (typeof json !== 'object' || json === null) return json
  if (Array.isArray(json)) return (json as readonly Json[]).map(decode)
  if (Object.hasOwn(json, TAG)) return untagged(json as unknown as Tagged, reopen)
  return objectOf(Object.entries(json as Record<string, Json>).map(([key, one]) => [key, decode(one)]))
}

function encoded(value: unknown, caller: string, place: string, around: Set<object>): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : tag('number', Object.is(value, -0) ? '-0' : String(value))
    case 'bigint':
      return tag('bigint', String(value))
    case 'undefined':
      return tag('undefined', null)
    case 'object':
      return value === null ? null : encodedObject(value, caller, place, around)
    default:
      throw new TypeError(
        `${caller}: ${place} is a ${typeof value}. What a durable session keeps must be data: JSON, Date, Map, Set, bytes, BigInt.`,
      )
  }
}

function encodedObject(value: object, caller: string, place: string, around: Set<object>): Json {
  if (around.has(value))
    throw new TypeError(`${caller}: ${place} holds itself. What a durable session keeps must be data.`)
  around.add(value)
  const inside = (one: unknown, where: string): Json => encoded(one, caller, `${place}${where}`, around)
  try {
    if (Array.isArray(value)) return Array.from(value, (one, index) => inside(one, `[${index}]`))
    if (value instanceof Date) return tag('date', Number.isNaN(value.getTime()) ? null : value.getTime())
    if (value instanceof RegExp) return tag('regexp', [value.source, value.flags])
    if (value instanceof URL) return tag('url', value.href)
    if (value instanceof Map)
      return tag(
        'map',
        [...value].map(([key, one]) => [inside(key, ' (a key)'), inside(one, `.get(${String(key)})`)]),
      )
    if (value instanceof Set)
      return tag(
        'set',
        [...value].map((one) => inside(one, ' (a member)')),
      )
    if (value instanceof ArrayBuffer) return tag('buffer', base64(new Uint8Array(value)))
    if (ArrayBuffer.isView(value))
      return tag('bytes', base64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)))
    if (value instanceof Error) return tag('error', encodedError(value, inside))
    if (value instanceof ReceivedFile) return encodedFile(value, caller, place)
    return encodedRecord(value, caller, place, inside)
  } finally {
    around.delete(value)
  }
}

function encodedRecord(
  value: object,
  caller: string,
  place: string,
  inside: (one: unknown, where: string) => Json,
): Json {
  const prototype: unknown = Object.getPrototypeOf(value)
  const isPlain =
    prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null
  if (!isPlain) {
    const name = (prototype as { constructor?: { name?: string } }).constructor?.name ?? 'a class'
    throw new TypeError(
      `${caller}: ${place} is an instance of ${name}. What a durable session keeps must be data: give its fields.`,
    )
  }
  const entries = Object.entries(value).map(([key, one]) => [key, inside(one, `.${key}`)] as const)
  return Object.hasOwn(value, TAG)
    ? tag(
        'object',
        entries.map(([key, one]) => [key, one]),
      )
    : (objectOf(entries) as Json)
}

/**
 * @throws TypeError if the file ends with its process
 */
function encodedFile({ keptAs, spec }: ReceivedFile, caller: string, place: string): Json {
  if (keptAs !== null) return tag('file', { keptAs, ...spec })
  throw new TypeError(
    `${caller}: ${place} is an uploaded file, which ends with this process. Set durable_files to the path of a folder.`,
  )
}

function encodedError(error: Error, inside: (one: unknown, where: string) => Json): Json {
  const own = Object.entries(error).filter(([key]) => key !== 'name' && key !== 'message' && key !== 'stack')
  const data = own.flatMap(([key, one]) => {
    try {
      return [[key, inside(one, `.${key}`)] as const]
    } catch {
      return [] // The message of the error is enough.
    }
  })
  return { name: error.name, message: error.message, stack: error.stack ?? '', data: objectOf(data) as Json }
}

const tag = (kind: string, value: Json): Json => ({ [TAG]: kind, value })

function untagged({ [TAG]: kind, value }: Tagged, reopen: Reopen): unknown {
  const decode = (one: Json): unknown => decodeValue(one, reopen)
  const list = value as readonly Json[]
  switch (kind) {
    case 'number':
      return Number(value)
    case 'bigint':
      return BigInt(value as string)
    case 'undefined':
      return undefined
    case 'date':
      return new Date((value as number | null) ?? NaN)
    case 'regexp':
      return new RegExp(list[0] as string, list[1] as string)
    case 'url':
      return new URL(value as string)
    case 'map':
      return new Map(list.map((pair) => (pair as readonly Json[]).map(decode) as [unknown, unknown]))
    case 'set':
      return new Set(list.map(decode))
    case 'buffer':
      return bytesOf(value as string).buffer
    case 'bytes':
      return bytesOf(value as string)
    case 'error':
      return errorOf(value as { name: string; message: string; stack: string; data: Json }, decode)
    case 'file': {
      const { keptAs, ...file } = value as unknown as FileSpec & { readonly keptAs: string }
      return new ReceivedFile(file, reopen(keptAs, file.size))
    }
    case 'object':
      return objectOf(
        list.map((pair) => {
          const [key, one] = pair as readonly [string, Json]
          return [key, decode(one)]
        }),
      )
    default:
      throw new TypeError(`A journal holds a value of the unknown kind ${JSON.stringify(kind)}.`)
  }
}

const ERRORS: Readonly<Record<string, new (message: string) => Error>> = {
  TypeError,
  RangeError,
  SyntaxError,
  ReferenceError,
  EvalError,
  URIError,
}

function errorOf(
  { name, message, stack, data }: { name: string; message: string; stack: string; data: Json },
  decode: (json: Json) => unknown,
) {
  const Kind = (Object.hasOwn(ERRORS, name) ? ERRORS[name] : undefined) ?? Error
  const error = new Kind(message)
  if (error.name !== name)
    Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true })
  if (stack !== '') error.stack = stack
  return Object.assign(error, decode(data))
}

/** An object with these entries. `__proto__` is a key like any other. */
function objectOf(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(entries)
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
}
