#!/usr/bin/env node
import cluster from 'node:cluster'
import { realpathSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import packageJson from '../../package.json' with { type: 'json' }
import { outliveLog } from '../server/process/outlive-log'
import { parseCommand, USAGE, UsageError } from './arguments'
import { CHECK_USAGE, parseCheck } from './check/check-arguments'
import { parseReplay, REPLAY_USAGE } from './replay/replay-arguments'

/** `webio FILE`: see USAGE. Each command loads only the modules that it needs, because a server takes a while. */
async function main(args: readonly string[]): Promise<void> {
  outliveLog()
  if (args[0] === 'check') {
    await checkFile(args.slice(1))
    return
  }
  if (args[0] === 'replay') {
    await replayJournals(args.slice(1))
    return
  }
  const command = parseCommand(args)
  if (command === 'help') process.stdout.write(USAGE)
  else if (command === 'version') process.stdout.write(`${packageJson.version}\n`)
  else if (command.workers !== undefined && !cluster.isWorker)
    await (await import('./run-workers')).runWorkers(command, command.workers, fileURLToPath(import.meta.url))
  else if (command.watch)
    await (await import('./watch-and-run')).watchAndRun(command, fileURLToPath(import.meta.url))
  else await (await import('./run')).run(command)
}

/** `webio check FILE`: see CHECK_USAGE. */
async function checkFile(args: readonly string[]): Promise<void> {
  const command = parseCheck(args)
  if (command === 'help') return void process.stdout.write(CHECK_USAGE)
  await untilEnd((await import('./check/check')).check(command))
}

/** `webio replay JOURNAL FILE`: see REPLAY_USAGE. */
async function replayJournals(args: readonly string[]): Promise<void> {
  const command = parseReplay(args)
  if (command === 'help') return void process.stdout.write(REPLAY_USAGE)
  await untilEnd((await import('./replay/replay')).replay(command))
}

/**
 * Waits for the exit code of a command, and ends the process when everything is written, even if a task has left something running. Meanwhile it keeps
 * the process alive: the timers of sessions do not.
 */
async function untilEnd(command: Promise<number>): Promise<void> {
  const alive = setInterval(() => {}, 60_000)
  try {
    const code = await command
    process.stdout.write('', () => process.exit(code))
  } finally {
    clearInterval(alive)
  }
}

/** Prints an error: without a stack if a file is missing, with the stack if the file throws. */
function report(error: unknown): void {
  const text = error instanceof UsageError ? error.message : String((error as Error).stack ?? error)
  process.stderr.write(`webio: ${text}\n`)
  // The channel to the primary process keeps a worker alive.
  if (cluster.isWorker) process.exit(1)
  process.exitCode = error instanceof UsageError && ['check', 'replay'].includes(argv[2] ?? '') ? 2 : 1
}

// Other tools load all files of a package, so main() runs only in the command itself.
const { argv } = process
if (argv[1] !== undefined && realpathSync(argv[1]) === fileURLToPath(import.meta.url)) {
  main(argv.slice(2)).catch(report)
}
