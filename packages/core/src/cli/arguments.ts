import { parseArgs } from 'node:util'

/** The output of `webio --help`. */
export const USAGE = `Usage: webio FILE [options]
       webio check FILE    runs it without a browser and names mistakes: webio check --help
       webio replay JOURNAL FILE
                           runs it through the journal of a durable session: webio replay --help

Serves the applications of a file, or runs it as a script.

  FILE            a .ts or .js file. Its default export is served (a function, or several in an array or an
                  object), or its export main, or else every function that it exports. A file that calls
                  put_text, input, … at its top level is run as a script: the browser opens, and the command
                  ends when the script ends. In a folder, every file is a separate application.

  --port NUMBER   0 picks a free one (default: 8080; for a script: a free one)
  --host ADDRESS  where to listen (default: only this machine)
  --allowed-hosts NAMES
                  host names to answer to, separated by commas, besides IP addresses and localhost
  --remote-access lets others in from everywhere, through a tunnel by ssh, and prints the address. The relay
                  is in WEBIO_REMOTE_ACCESS=user@host:port (default: a public one)
  --durable DIR   keeps sessions in a folder: open pages continue when the server starts again. Passwords are
                  sealed with WEBIO_DURABLE_SECRET, at least 16 characters (default: forms with a password
                  are shown again)
  --workers N     serves with N processes, any of which serves any page. A worker that dies is started again.
                  SIGHUP replaces all, one after the other; SIGTERM gives their sessions 10 seconds to end. A
                  worker with durable sessions of on_new_code 'keep' stays for them, a day at most
  --open          opens the browser (a script does by default)
  --no-open       does not
  --watch         restarts when a file next to FILE changes; open pages continue with the new code
  --debug         shows the stack of a failed task in the page (with --watch by default)
  --version, --help
`

/** A command line that cannot be executed. Its message is for a person, without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** A parsed command line. */
export interface Command {
  /** As given. */
  readonly file: string
  /** Undefined if not given. */
  readonly port: number | undefined
  readonly host: string
  readonly allowedHosts: readonly string[]
  readonly open: boolean | undefined
  readonly remoteAccess: boolean
  /** Undefined if not given. */
  readonly durable: string | undefined
  /** Undefined if not given: the command serves by itself. */
  readonly workers: number | undefined
  readonly watch: boolean
  readonly debug: boolean
}

const DEFAULT_HOST = 'localhost'

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  'allowed-hosts': { type: 'string' },
  'remote-access': { type: 'boolean' },
  durable: { type: 'string' },
  workers: { type: 'string' },
  open: { type: 'boolean' },
  watch: { type: 'boolean' },
  debug: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

/**
 * Parses a command line.
 * @throws UsageError
 */
export function parseCommand(args: readonly string[]): Command | 'help' | 'version' {
  const { values, positionals } = read(args)
  if (values.help) return 'help'
  if (values.version) return 'version'
  const [file, ...others] = positionals
  if (file === undefined) throw new UsageError(`name the file to serve.\n\n${USAGE}`)
  if (others.length > 0)
    throw new UsageError(`one file at a time: ${positionals.join(', ')} are ${positionals.length}.`)
  const watch = values.watch ?? false
  const workers = workersOf(values.workers)
  if (workers !== undefined && watch)
    throw new UsageError('--watch starts one process again and again: leave out --workers while you edit.')
  if (workers !== undefined && values['remote-access'])
    throw new UsageError('--remote-access leads to one process: leave out --workers.')
  return {
    file,
    port: portOf(values.port),
    host: values.host ?? DEFAULT_HOST,
    allowedHosts: values['allowed-hosts']?.split(',').map((name) => name.trim()) ?? [],
    remoteAccess: values['remote-access'] ?? false,
    durable: values.durable,
    open: values.open,
    workers,
    watch,
    debug: values.debug ?? watch,
  }
}

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, allowNegative: true })
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\nwebio --help lists the options.`, { cause: error })
  }
}

const MOST_WORKERS = 256

function workersOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const count = Number(text)
  if (!/^\d+$/.test(text) || count < 1 || count > MOST_WORKERS)
    throw new UsageError(
      `--workers must be a whole number from 1 to ${MOST_WORKERS}, not ${JSON.stringify(text)}.`,
    )
  return count
}

/** The command line of a process that serves the file of a command. */
export function serverArguments(
  { file, host, allowedHosts, remoteAccess, durable, debug }: Command,
  { port, open }: { readonly port: number | undefined; readonly open: boolean | undefined },
): string[] {
  return [
    ...(port === undefined ? [] : ['--port', String(port)]),
    ...['--host', host],
    ...(allowedHosts.length > 0 ? ['--allowed-hosts', allowedHosts.join(',')] : []),
    ...(remoteAccess ? ['--remote-access'] : []),
    ...(durable === undefined ? [] : ['--durable', durable]),
    ...(open === undefined ? [] : [open ? '--open' : '--no-open']),
    ...(debug ? ['--debug'] : []),
    ...['--', file],
  ]
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new UsageError(`--port must be a whole number from 0 to 65535, not ${JSON.stringify(text)}.`)
  return port
}
