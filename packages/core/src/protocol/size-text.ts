/**
 * Formats a number of bytes for a person: in units of 1024, with at most two decimals.
 * @example sizeText(1536) // '1.5 KB'
 */
export function sizeText(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB']
  let [value, unit] = [bytes, 0]
  while (value >= 1024 && unit < units.length - 1) [value, unit] = [value / 1024, unit + 1]
  return bytes === 1 ? '1 byte' : `${Number(value.toFixed(2))} ${units[unit]}`
}
