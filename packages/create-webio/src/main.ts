#!/usr/bin/env node
import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { addToSite } from './add/add-to-site'
import type { Request } from './arguments'
import { parseRequest, USAGE } from './arguments'
import { checkFolder, createProject } from './create/create-project'
import { version } from './create/templates'
import { CreateError } from './create-error'
import { callingPackageManager } from './package-manager'
import { askFolder, askGit, askInstall, askTemplate, CancelledError } from './questions'
import { addedMessage, createdMessage, nextCommands } from './report'
import { commitAll, install } from './run-program'

/** `create-webio`: see USAGE. */
async function main(args: readonly string[]): Promise<void> {
  const request = parseRequest(args)
  if (request === 'help') process.stdout.write(USAGE)
  else if (request === 'version') process.stdout.write(`${version}\n`)
  else if (request.add) await add(request)
  else await create(request)
}

/** Whether there is a person to ask. */
const isInteractive = ({ yes }: Request): boolean => !yes && process.stdin.isTTY && process.stdout.isTTY

async function create(request: Request): Promise<void> {
  const asks = isInteractive(request)
  if (!asks && !request.yes && (request.folder === undefined || request.template === undefined))
    throw new CreateError(
      'There is no terminal to ask in. Give everything in the command: create-webio FOLDER --template standalone (or next, vite), or --yes.',
    )
  if (request.folder !== undefined) checkFolder(request.folder)
  const folder = request.folder ?? (asks ? await askFolder() : 'webio-app')
  const template = request.template ?? (asks ? await askTemplate() : 'standalone')
  const isInstalled = request.install ?? (asks ? await askInstall() : true)
  const isRepository = request.git ?? (asks ? await askGit() : false)
  const packageManager = request.packageManager ?? callingPackageManager()
  const path = resolve(folder)
  const files = createProject({ folder: path, template, packageManager })
  say(`${files.length} files were written to ${path}`)
  if (isInstalled) await install(path, packageManager)
  if (isRepository) await commitAll(path)
  say(`\n${createdMessage(template, nextCommands(folder, { packageManager, isInstalled }))}`)
}

async function add(request: Request): Promise<void> {
  const folder = resolve(request.folder ?? '.')
  const packageManager = request.packageManager ?? callingPackageManager()
  const added = addToSite(folder)
  const isInstalled = request.install ?? (isInteractive(request) ? await askInstall() : true)
  if (isInstalled) await install(folder, packageManager)
  say(addedMessage(added, folder, { packageManager, isInstalled }))
}

const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** Reports an error to a person: without a stack, unless it is a bug of ours. */
function report(error: unknown): void {
  process.exitCode = 1
  if (error instanceof CancelledError) return
  const text = error instanceof CreateError ? error.message : String((error as Error).stack ?? error)
  process.stderr.write(`create-webio: ${text}\n`)
}

// Other tools load all files of a package. Only the command itself runs.
const [, file] = process.argv
if (file !== undefined && realpathSync(file) === fileURLToPath(import.meta.url))
  main(process.argv.slice(2)).catch(report)
