/** How to phrase remedies for the person: as options of a call, or on the command line. */
export interface ListenRemedies {
  /** Writes a port: `{ port: 8081 }`, `--port 8081`. */
  readonly port: (port: number) => string
  /** The remedy for a host on which the server cannot listen. */
  readonly host: string
}

export const OPTION_REMEDIES: ListenRemedies = {
  port: (port) => `{ port: ${port} }`,
  host: 'Leave out the option host to listen on all addresses of the machine.',
}

/** Why a server cannot listen, and how to fix it; undefined if it failed for another reason. */
export function listenProblem(
  error: NodeJS.ErrnoException,
  { port, host }: { readonly port: number; readonly host: string | undefined },
  remedies: ListenRemedies = OPTION_REMEDIES,
): string | undefined {
  const problems: Readonly<Record<string, string>> = {
    EADDRINUSE:
      `port ${port} is in use. Stop what listens on it, or choose another: ${remedies.port(port + 1)}, ` +
      `or ${remedies.port(0)} for a free one.`,
    EACCES: `port ${port} may not be used by this user. Choose one above 1023, such as ${remedies.port(8080)}.`,
    EADDRNOTAVAIL: `this machine has no address ${host}. ${remedies.host}`,
    ENOTFOUND: `the host ${host} cannot be resolved. ${remedies.host}`,
  }
  return problems[error.code ?? '']
}
