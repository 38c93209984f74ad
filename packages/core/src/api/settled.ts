/** A promise that nobody has to await: without an await, it must not end the process when the session closes. */
export function settled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {})
  return promise
}
