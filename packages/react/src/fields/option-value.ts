import type { Json } from '@webio/core/protocol'

/** The value of an option as an attribute. It only makes options recognizable: answers refer to their ids. */
export function optionValue(value: Json): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
}
