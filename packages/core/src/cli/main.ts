#!/usr/bin/env node
import { realpathSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import packageJson from '../../package.json' with { type: 'json' }
import { parseCommand, USAGE, UsageError } from './arguments'
import { run } from './run'
import { watchAndRun } from './watch-and-run'

/** `webio FILE`: see USAGE. */
async function main(args: readonly string[]): Promise<void> {
  const command = parseCommand(args)
  if (command === 'help') process.stdout.write(USAGE)
  else if (command === 'version') process.stdout.write(`${packageJson.version}\n`)
  else if (command.watch) await watchAndRun(command, fileURLToPath(import.meta.url))
  else await run(command)
}

/** A usage error prints only its message. An error from the file prints its stack, which says where it was thrown. */
function report(error: unknown): void {
  const text = error instanceof UsageError ? error.message : String((error as Error).stack ?? error)
  process.stderr.write(`webio: ${text}\n`)
  process.exitCode = 1
}

// Other tools import every file of a package. Only the command itself may run.
const { argv } = process
if (argv[1] !== undefined && realpathSync(argv[1]) === fileURLToPath(import.meta.url)) {
  main(argv.slice(2)).catch(report)
}
