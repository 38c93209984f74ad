import { parseArgs } from 'node:util'
import { UsageError } from '../arguments'

/** The output of `webio replay --help`. */
export const REPLAY_USAGE = `Usage: webio replay JOURNAL… FILE

Runs the applications of FILE through journals of durable sessions, as a restart of the server does, and names what does not match: the
session, the record, and the line of the program. Nothing is written or sent, and steps do not run.

  JOURNAL  a file of the folder that --durable or the option durable names: sessions/abc.jsonl. * and ? are
           wildcards in the name of the file: "sessions/*.jsonl"
  FILE     a .ts or .js file with the applications
  --help

Journals with passwords need WEBIO_DURABLE_SECRET. The exit code is 1 if a journal does not match, 2 if the command line is invalid, otherwise 0.
`

/** A parsed command line of `webio replay`. */
export interface ReplayCommand {
  /** Paths that may have wildcards. */
  readonly journals: readonly string[]
  readonly file: string
}

/**
 * Parses the arguments of `webio replay`.
 * @throws UsageError
 */
export function parseReplay(args: readonly string[]): ReplayCommand | 'help' {
  const { values, positionals } = read(args)
  if (values.help) return 'help'
  const journals = positionals.slice(0, -1)
  const file = positionals.at(-1)
  if (file === undefined || journals.length === 0)
    throw new UsageError(`name the journals, and then the file with the applications.\n\n${REPLAY_USAGE}`)
  return { journals, file }
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    })
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\nwebio replay --help lists the options.`, {
      cause: error,
    })
  }
}
