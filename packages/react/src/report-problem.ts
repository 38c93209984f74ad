/** Tells the developer about something that went wrong in the page and that the page survives. */
export function reportProblem(message: string, cause: unknown): void {
  console.error(`WebIO: ${message}`, cause)
}
