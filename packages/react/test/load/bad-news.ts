/** The lines of a server's output that report problems. */
export function badNewsIn(output: string): string[] {
  return output.split('\n').filter((line) => /error|cannot|fails|not durable/i.test(line))
}
