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

/** A person needs no stack to see that a file is missing; for what a file throws it says where. */
function report(error: unknown): void {
  const text = error instanceof UsageError ? error.message : String((error as Error).stack ?? error)
  process.stderr.write(`webio: ${text}\n`)
  process.exitCode = 1
}

// Other tools load all files of a package: only the command itself runs.
const { argv } = process
if (argv[1] !== undefined && realpathSync(argv[1]) === fileURLToPath(import.meta.url)) {
  main(argv.slice(2)).catch(report)
}
