import { statSync } from 'node:fs'
import { describe } from '../../api/arguments'
import { installAsyncContext } from '../async-context'
import { checkDeployOptions, settingsOf } from '../options/check-options'
import type { PathDeployOptions } from '../options/options'
import { DEFAULT_SERVER_OPTIONS } from '../options/options'
import type { WebIOServer } from '../serve'
import { relayOf } from '../remote/relay'
import { serve } from '../serve'
import { DeployedFolder } from './deployed-folder'

/**
 * Serves a folder tree: the module `a/b.ts` at `/a/b`, with its default export, else its export `main`, as the application (a function, an
 * array or an object of functions). A module is loaded at its first request, and again after its file changes. With `debug`, the query `?reload`
 * reloads it even if it has not changed. A folder shows its module `index`, or else a list of its contents.
 *
 * Nothing outside the folder is served, and no name that begins with a dot or an underscore. `max_sessions` applies to each module.
 * @returns when the server listens
 * @throws TypeError or RangeError if an option is invalid; Error if the folder does not exist or the port is not available
 * @example const server = await path_deploy('./applications', { port: 8080 })
 */
export async function path_deploy(dir: string, options?: PathDeployOptions): Promise<WebIOServer> {
  const caller = 'path_deploy'
  if (typeof dir !== 'string')
    throw new TypeError(`${caller}: dir must be the path of a folder, not ${describe(dir)}.`)
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(`${caller}: there is no folder ${dir}.`)
  const given = { ...DEFAULT_SERVER_OPTIONS, ...checkDeployOptions(caller, options) }
  const settings = settingsOf(given, '', true, given.host)
  installAsyncContext()
  return serve(new DeployedFolder(dir, settings, given.index ?? true), {
    caller,
    port: given.port,
    host: given.host,
    logger: settings.logger,
    openBrowser: given.auto_open_webbrowser,
    tunnel: { relay: relayOf(given.remote_access), hosts: settings.tunnelHosts },
  })
}
