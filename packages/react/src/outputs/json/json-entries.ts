import type { Json } from '@webio/core/protocol'

/** A value in an array or an object, with its index or its name. */
export type JsonEntry = readonly [name: string, value: Json]

/** Whether a value is an array or an object. */
export function isBranch(value: Json): value is Exclude<Json, string | number | boolean | null> {
  return typeof value === 'object' && value !== null
}

/** The entries of an array or an object, in order. */
export function entriesOf(value: object): readonly JsonEntry[] {
  return Object.entries(value) as JsonEntry[]
}

/**
 * Divides a long list into at most `max` groups of the same length, which is `max` or a power of it. So a list of any length is a tree in which
 * no branch is long.
 */
export function groupsOf(entries: readonly JsonEntry[], max: number): readonly (readonly JsonEntry[])[] {
  let length = max
  while (entries.length > length * max) length *= max
  const groups: (readonly JsonEntry[])[] = []
  for (let at = 0; at < entries.length; at += length) groups.push(entries.slice(at, at + length))
  return groups
}
