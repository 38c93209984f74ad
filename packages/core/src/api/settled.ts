/** A promise that nobody has to await: leaving it alone must not bring the process down when the session closes. */
export function settled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {})
  return promise
}
