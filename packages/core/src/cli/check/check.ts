import process from 'node:process'
import { SessionNotFoundException } from '../../errors'
import type { Applications, TaskFunction } from '../../engine/tasks/applications'
import { namedApplications } from '../../engine/tasks/applications'
import { authorStack, stackOf } from '../../engine/tasks/task-failure'
import { installAsyncContext } from '../../server/async-context'
import { loadModule } from '../../server/modules/load-module'
import { UsageError } from '../arguments'
import { applicationsIn, existingFile } from '../find-applications'
import type { CheckCommand } from './check-arguments'
import { tryApplication } from './trial'
import { checkTypes } from './type-check'

/**
 * Runs the applications of a file without a browser, and prints their pages and mistakes.
 * @returns the exit code: 1 if there is a mistake
 * @throws UsageError if the file does not exist, is a script, or has no such application
 */
export async function check(command: CheckCommand): Promise<0 | 1> {
  const file = existingFile(command.file)
  let count = 0
  if (command.types) {
    const report = await checkTypes(file)
    if ('skipped' in report) say(`Types are not checked: ${report.skipped}.`)
    else if (report.errors !== '') {
      say(`${report.errors}\n`)
      count += report.errors.split('\n').filter((line) => /error TS\d+/.test(line)).length || 1
    }
  }
  const applications = await applicationsFrom(file, command)
  if (applications === null) count++
  for (const [name, main] of applications ?? []) {
    say(`\n=== ${name}`)
    const { pages, mistakes } = await tryApplication(main, command)
    for (const page of pages) say(`${page}\n---`)
    for (const mistake of mistakes) say(`mistake: ${mistake}`)
    count += mistakes.length
  }
  say(count === 0 ? '\nNo mistakes.' : `\n${count} mistake${count === 1 ? '' : 's'}.`)
  return count === 0 ? 0 : 1
}

/** @returns null if the file throws; the error has then been printed */
async function applicationsFrom(
  file: string,
  command: CheckCommand,
): Promise<ReadonlyMap<string, TaskFunction> | null> {
  installAsyncContext()
  const exports = await loadModule(file).catch((error: unknown) => {
    if (error instanceof SessionNotFoundException)
      throw new UsageError(
        `${command.file} uses the page at its top level. check runs exported functions: export async function main() { … }`,
        { cause: error },
      )
    say(`mistake: ${command.file} cannot be loaded.\n${authorStack(stackOf(error))}`)
    return null
  })
  return exports === null ? null : wanted(applicationsIn(exports, command.file), command)
}

function wanted(applications: Applications, { file, app }: CheckCommand) {
  const named = namedApplications(applications, `webio check ${file}`)
  if (app === undefined) return withoutSynonyms(named)
  const found = named.get(app)
  if (found === undefined)
    throw new UsageError(
      `${file} has no application ${JSON.stringify(app)}. It has ${[...named.keys()].join(', ')}.`,
    )
  return new Map([[app, found]])
}

/** Keeps one name for each function, because the only function of a module has two. */
const withoutSynonyms = (named: ReadonlyMap<string, TaskFunction>) =>
  new Map([...new Map([...named].map(([name, main]) => [main, name]))].map(([main, name]) => [name, main]))

const say = (text: string): void => void process.stdout.write(`${text}\n`)
