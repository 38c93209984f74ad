/** The approximate size of a value on the wire: limits need an order of magnitude, not a second `JSON.stringify`. */
export function estimateBytes(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return value.length + 2
    case 'number':
      return 6
    case 'boolean':
      return 5
    case 'object': {
      if (value === null) return 4
      let bytes = 2
      if (Array.isArray(value)) {
        for (const item of value) bytes += estimateBytes(item) + 1
      } else {
        for (const key in value)
          bytes += key.length + 4 + estimateBytes((value as Record<string, unknown>)[key])
      }
      return bytes
    }
    default:
      return 0
  }
}
