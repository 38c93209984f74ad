import { parseArgs } from 'node:util'
import { UsageError } from '../arguments'

/** The output of `webio check --help`. */
export const CHECK_USAGE = `Usage: webio check FILE [options]

Runs the applications of a file without a browser, up to their first form, and prints what their pages show. Names mistakes:
errors, warnings, forms that nobody waits for, and wrong types if TypeScript is installed.

  --app NAME       one application (default: all)
  --answers JSON   an array: each answer submits the next form, as in ["Ada", { "age": 36 }]
  --timeout SECONDS
                   how long a task may work until it shows its form (default: 5)
  --no-types       does not check types
  --help

The exit code is 1 if there is a mistake, 2 if the command line is invalid, otherwise 0.
`

/** A parsed command line of `webio check`. */
export interface CheckCommand {
  /** As given. */
  readonly file: string
  /** Undefined to check all. */
  readonly app: string | undefined
  /** The answers to the forms, in order. */
  readonly answers: readonly unknown[]
  readonly timeoutSeconds: number
  readonly types: boolean
}

const OPTIONS = {
  app: { type: 'string' },
  answers: { type: 'string' },
  timeout: { type: 'string', default: '5' },
  types: { type: 'boolean', default: true },
  help: { type: 'boolean', short: 'h' },
} as const

/**
 * Parses the arguments of `webio check`.
 * @throws UsageError
 */
export function parseCheck(args: readonly string[]): CheckCommand | 'help' {
  const { values, positionals } = read(args)
  if (values.help) return 'help'
  const [file, ...others] = positionals
  if (file === undefined) throw new UsageError(`name the file to check.\n\n${CHECK_USAGE}`)
  if (others.length > 0)
    throw new UsageError(
      `check takes one file at a time, not ${positionals.length}: ${positionals.join(', ')}.`,
    )
  return {
    file,
    app: values.app,
    answers: answersOf(values.answers),
    timeoutSeconds: secondsOf(values.timeout),
    types: values.types,
  }
}

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, allowNegative: true })
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\nwebio check --help lists the options.`, {
      cause: error,
    })
  }
}

function answersOf(text: string | undefined): readonly unknown[] {
  if (text === undefined) return []
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new UsageError(`--answers is not valid JSON: ${(error as Error).message}`, { cause: error })
  }
  if (!Array.isArray(value))
    throw new UsageError('--answers must be an array, with one answer for each form: --answers \'["Ada"]\'')
  return value
}

function secondsOf(text: string): number {
  const seconds = Number(text)
  if (!(seconds > 0) || !Number.isFinite(seconds))
    throw new UsageError(`--timeout must be a positive number of seconds, not ${JSON.stringify(text)}.`)
  return seconds
}
