/** Every message of the plugin names its source, the problem and the remedy. */
export const message = (text: string): string => `[webio] ${text}`

/** An invalid setting. */
export class WebIOConfigError extends Error {
  constructor(text: string) {
    super(message(text))
    this.name = 'WebIOConfigError'
  }
}

export const warn = (text: string, ...details: unknown[]): void => console.warn(message(text), ...details)

/**
 * @param host a serverless host
 */
export const onServerless = (host: string): string =>
  `${host} keeps no process that could hold a session: pages cannot connect to this site there. ` +
  'Run the tasks elsewhere, with start_server() of @webio/core/server, give its URL to <WebIOApp endpoint="https://…">, and remove withWebIO.'

/**
 * @param turnedDown servers of this process, and why each was ignored
 */
export const notFound = (turnedDown: readonly (readonly [server: string, reason: string])[]): string =>
  'no server of Next was found in this process, so pages connect by long-polling through the route, which is slower than a WebSocket. ' +
  (turnedDown.length === 0
    ? 'There is no visible HTTP server in it.'
    : `Ignored: ${turnedDown.map(([server, reason]) => `${server} (${reason})`).join(', ')}.`)

export const NO_INSTRUMENTATION =
  "`output: 'standalone'` needs a file instrumentation.ts in the site's folder (in src/ if app/ is in src/) with the line " +
  "`export { register } from '@webio/next-plugin/instrumentation'`. Without it pages may fail to connect right after a start."

/**
 * @param folder the folder in which Next looks for it, relative to the site's folder; empty for the site's folder itself
 */
export const misplacedInstrumentation = (folder: string): string =>
  folder === ''
    ? 'instrumentation.ts is in src/, where Next does not read it, because app/ is not there. Move it to the site’s folder, next to app/.'
    : 'instrumentation.ts is in the site’s folder, where Next does not read it, because app/ is in src/. Move it to src/instrumentation.ts.'

/**
 * @param names the options that have changed since the handler was created
 */
export const optionsChanged = (names: readonly string[]): string =>
  `the options of the handler have changed (${names.join(', ')}), but the running handler keeps its old options. Restart next dev.`

export const doesNotCompile = (path: string): string => `the route ${path} did not compile: see the terminal.`
