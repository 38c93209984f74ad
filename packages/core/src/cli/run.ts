import cluster from 'node:cluster'
import { statSync } from 'node:fs'
import process from 'node:process'
import { SessionNotFoundException } from '../errors'
import { consoleLogger } from '../server/process/console-logger'
import type { Exports } from '../server/modules/load-module'
import { loadModule } from '../server/modules/load-module'
import { ScriptMode } from '../server/script/script-mode'
import { isDurable } from '../server/durable/journal-store-of'
import { path_deploy } from '../server/deploy/path-deploy'
import type { ServerOptions } from '../server/options/options'
import { isLongSecret, SECRET_RULE } from '../server/options/rules'
import type { ListenRemedies } from '../server/listen-problem'
import { listenProblem } from '../server/listen-problem'
import type { WebIOServer } from '../server/serve'
import { runningServers } from '../server/serve'
import { start_server } from '../server/start-server'
import type { Command } from './arguments'
import { UsageError } from './arguments'
import { applicationsIn, existingFile } from './find-applications'
import { runUntilStopped } from './run-until-stopped'

const DEFAULT_PORT = 8080

/**
 * Serves the applications of a file or a folder, or runs a file as a script. Resolves when it serves or has run.
 * @throws UsageError for mistakes that the person can fix at the command line; otherwise the error of the file
 */
export async function run(command: Command): Promise<void> {
  const options = serverOptions(command)
  if (statSync(command.file, { throwIfNoEntry: false })?.isDirectory())
    runUntilStopped(await listening(path_deploy(command.file, options), options))
  else await runFile(existingFile(command.file), command, options)
}

async function runFile(file: string, command: Command, options: ServerOptions): Promise<void> {
  let settle: (outcome: Promise<unknown>) => void = () => {}
  const ended = new Promise<unknown>((resolve) => {
    settle = resolve
  })
  ended.catch(() => {}) // The caller reports it: for a script whose page was never used, nothing else does.
  if (cluster.isWorker) return serveExports(await loadedByWorker(file, command), command, options)
  const script = ScriptMode.enter({
    ended,
    port: command.port ?? 0,
    host: command.host,
    openBrowser: command.open ?? true,
    listening: runUntilStopped,
    explain: (error) => problemOf(error, { ...options, port: command.port ?? 0 }),
  })
  const loaded = loadModule(file)
  settle(loaded)
  const exports = await loaded
  if (script.hasBegun) {
    if (exports['default'] !== undefined)
      consoleLogger(false).warn(
        `[webio] ${command.file} uses the page at its top level, so it runs as a script, and its default export is not served. ` +
          'To serve the export, do not call functions of @webio/core while the module loads.',
      )
    return
  }
  script.leave()
  await serveExports(exports, command, options)
}

/** Loads the module in a worker. A script has one page, so it cannot have several processes. */
async function loadedByWorker(file: string, command: Command): Promise<Exports> {
  try {
    return await loadModule(file)
  } catch (error) {
    if (!(error instanceof SessionNotFoundException)) throw error
    const text = `${command.file} uses the page at its top level, so it is a script with one page and one process: leave out --workers.`
    throw new UsageError(text, { cause: error })
  }
}

async function serveExports(exports: Exports, command: Command, options: ServerOptions): Promise<void> {
  const own = runningServers()
  if (own.size > 0) for (const server of own) runUntilStopped(server)
  else runUntilStopped(await listening(start_server(applicationsIn(exports, command.file), options), options))
}

/**
 * @throws UsageError if it cannot listen
 */
async function listening(server: Promise<WebIOServer>, options: ServerOptions): Promise<WebIOServer> {
  try {
    return await server
  } catch (error) {
    const problem = problemOf(error, options)
    throw problem === undefined ? error : new UsageError(problem, { cause: error })
  }
}

/** Explains why a server cannot listen and what to do at the command line; undefined if it failed for another reason. */
function problemOf(error: unknown, { port = 0, host }: ServerOptions): string | undefined {
  const cause = (error as Error).cause ?? {}
  return listenProblem(cause as NodeJS.ErrnoException, { port, host }, FLAG_REMEDIES)
}

const FLAG_REMEDIES: ListenRemedies = {
  port: (port) => `--port ${port}`,
  host: 'Leave out --host to listen only on this machine.',
}

/**
 * @throws UsageError
 */
function checkDurable(durable: string | undefined, secret: string | undefined): void {
  if (durable !== undefined && !isDurable(durable))
    throw new UsageError(
      '--durable must be the path of a folder, or a URL that begins with postgres:// or redis://.',
    )
  if (secret !== undefined && !isLongSecret(secret))
    throw new UsageError(`WEBIO_DURABLE_SECRET must be ${SECRET_RULE}.`)
}

/** The server options of a command line. */
function serverOptions({
  port = DEFAULT_PORT,
  host,
  allowedHosts,
  remoteAccess,
  durable,
  open = false,
  debug,
}: Command) {
  const secret = process.env['WEBIO_DURABLE_SECRET']
  checkDurable(durable, secret)
  return {
    port,
    host,
    allowed_hosts: allowedHosts,
    remote_access: remoteAccess,
    durable,
    durable_secret: secret,
    debug,
    auto_open_webbrowser: open,
  }
}
