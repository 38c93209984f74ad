const UNITS = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 } as const

const SIZE = /^(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?$/i

/** The values that `parseSize` accepts, in words, for a message. */
export const SIZE_RULE = 'a number of bytes, or a text such as "40K", "3M" or "1.5G"'

/**
 * Reads a size in PyWebIO's notation. Units are powers of 1024: `40K`, `3M`, `1.5G`, `15mb`.
 * @param size a number of bytes, or a number with a unit
 * @returns whole bytes, or null if it is not a size
 */
export function parseSize(size: number | string): number | null {
  const match = typeof size === 'string' ? SIZE.exec(size.trim()) : null
  const bytes = match
    ? Number(match[1]) * UNITS[(match[2] as string).toLowerCase() as keyof typeof UNITS]
    : size
  return typeof bytes === 'number' && Number.isFinite(bytes) && bytes >= 0 ? Math.floor(bytes) : null
}
