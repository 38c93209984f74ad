/**
 * Removes the key `__proto__` from JSON, at any depth. `JSON.parse` makes it an ordinary property, but copying such an object
 * (`Object.assign`) gives the copy a different prototype.
 * @returns `json` itself
 */
export function withoutProto<T>(json: T): T {
  const waiting: unknown[] = [json]
  while (waiting.length > 0) {
    const one = waiting.pop()
    if (typeof one !== 'object' || one === null) continue
    if (Object.hasOwn(one, '__proto__')) delete (one as Record<string, unknown>)['__proto__']
    for (const value of Object.values(one))
      if (typeof value === 'object' && value !== null) waiting.push(value)
  }
  return json
}
