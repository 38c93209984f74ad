/** Tells the developer about something that went wrong in the page and that the page survives. */
export function reportProblem(message: string, cause: unknown): void {
  // eslint-disable-next-line no-console -- The browser's console is where a page's developer looks.
  console.error(`WebIO: ${message}`, cause)
}
