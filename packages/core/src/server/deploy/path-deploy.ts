import { statSync } from 'node:fs'
import { describe } from '../../api/arguments'
import { installAsyncContext } from '../async-context'
import { checkDeployOptions, settingsOf } from '../options/check-options'
import type { PathDeployOptions } from '../options/options'
import { DEFAULT_SERVER_OPTIONS } from '../options/options'
import type { WebIOServer } from '../serve'
import { serve } from '../serve'
import { DeployedFolder } from './deployed-folder'

/**
 * Serves a folder tree: the module `a/b.ts` at `/a/b`, with its default export, else its export `main`, as the application (a function, an
 * array or an object of functions). A module is loaded when it is first asked for, and again when its file has changed; with `debug` the
 * query `?reload` does so, too, changed or not. A folder shows its module `index`, else a list of what is in it.
 *
 * Nothing outside of the folder is served, nor what has a name that begins with a dot or an underscore. `max_sessions` holds for each module.
 * @returns when the server listens
 * @throws TypeError, RangeError for options that are none; Error where the folder is not there or the port cannot be had
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
  })
}
