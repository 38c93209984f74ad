import type { Applications } from '../engine/tasks/applications'
import { checkServerOptions, settingsOf } from './options/check-options'
import { createHandler } from './handler'
import type { ServerOptions } from './options/options'
import { DEFAULT_SERVER_OPTIONS } from './options/options'
import type { WebIOServer } from './serve'
import { relayOf } from './remote/relay'
import { standAlone, serve } from './serve'

/**
 * Serves applications, with the page and the socket, on a stand-alone server.
 * @returns when the server listens
 * @throws TypeError or RangeError if an application or an option is invalid; Error if the port is not available
 * @example const server = await start_server(main, { port: 8080 })
 */
export async function start_server(
  applications: Applications,
  options?: ServerOptions,
): Promise<WebIOServer> {
  const caller = 'start_server'
  const given = { ...DEFAULT_SERVER_OPTIONS, ...checkServerOptions(caller, options) }
  const settings = settingsOf(given, DEFAULT_SERVER_OPTIONS.path, true, given.host)
  return serve(standAlone(createHandler(caller, applications, settings)), {
    caller,
    port: given.port,
    host: given.host,
    logger: settings.logger,
    openBrowser: given.auto_open_webbrowser,
    tunnel: { relay: relayOf(given.remote_access), hosts: settings.tunnelHosts },
  })
}
