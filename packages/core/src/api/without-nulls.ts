/** The fields that are neither undefined nor null, because Python's None means "not given". */
export function withoutNulls<T extends object>(fields: T): { [Key in keyof T]?: NonNullable<T[Key]> } {
  const result: { [Key in keyof T]?: NonNullable<T[Key]> } = {}
  for (const key in fields) {
    const value = fields[key]
    if (value !== undefined && value !== null) result[key] = value as NonNullable<typeof value>
  }
  return result
}
