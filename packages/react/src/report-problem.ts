/** Tells the developer about a problem that the page survives. */
export function reportProblem(message: string, cause: unknown): void {
  console.error(`WebIO: ${message}`, cause)
}
