import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { NextConfig } from 'next'
import { serverlessHost } from '../hub/is-serverless'
import { installWays } from '../hub/ways'
import { tellBuild } from './build-version'
import {
  misplacedInstrumentation,
  NO_INSTRUMENTATION,
  onServerless,
  warn,
  WebIOConfigError,
} from '../messages'
import { checkedRoute, mergeNextConfig, settingsFor } from './merge-next-config'
import type { WithWebIOOptions } from './options'
import { removeRouteFile, writeRouteFile } from './route-file'

/** The context that Next passes to a configuration function. */
export interface NextConfigContext {
  readonly defaultConfig: NextConfig
}

/** A configuration as a function of the phase. */
export type NextConfigFunction = (
  phase: string,
  context: NextConfigContext,
) => NextConfig | Promise<NextConfig>

// The same as in `next/constants`. A configuration should load as little of Next as possible.
const BUILD = 'phase-production-build'
const DEVELOPMENT = 'phase-development-server'
const START = 'phase-production-server'

/**
 * Adds the route `/webio` to a Next.js site: the stand-alone page of its applications, and the endpoint of `<WebIOApp>`. It uses the site's own
 * port, with WebSocket, in `next dev`, `next start` and the stand-alone output.
 *
 * If a configuration uses several such wrappers, call this one last: it returns a function.
 *
 * @example
 * ```ts
 * export default withWebIO({ reactStrictMode: true }, { app: './webio.ts' })
 * ```
 */
export function withWebIO(
  nextConfig: NextConfig | NextConfigFunction = {},
  options: WithWebIOOptions = {},
): (phase: string, context: NextConfigContext) => Promise<NextConfig> {
  const route = checkedRoute(options.route ?? '/webio')
  return async (phase, context) => {
    const config = typeof nextConfig === 'function' ? await nextConfig(phase, context) : nextConfig
    const dir = resolve(options.dir ?? process.cwd())
    const settings = settingsFor(config, route, dir)
    if (phase === BUILD) checkOutput(config, dir)
    if (phase === BUILD || phase === DEVELOPMENT) provideRoute(config, dir, route, options)
    if (phase === DEVELOPMENT || phase === START) installWays(settings)
    if (phase === START) tellBuild(settings, dir)
    return mergeNextConfig(config, settings)
  }
}

function provideRoute(config: NextConfig, dir: string, route: string, { app }: WithWebIOOptions): void {
  if (app === undefined) removeRouteFile(dir)
  else writeRouteFile({ dir, app, route, pageExtensions: config.pageExtensions })
}

function checkOutput(config: NextConfig, dir: string): void {
  if (config.output === 'export') {
    throw new WebIOConfigError(
      "`output: 'export'` makes a site without a server, and tasks need one. Run them elsewhere, with start_server() of " +
        '@webio/core/server, give its URL to <WebIOApp endpoint="https://…">, and remove withWebIO.',
    )
  }
  const host = serverlessHost()
  if (host !== null) warnOnce(onServerless(host))
  if (config.output !== 'standalone') return
  const problem = instrumentationProblem(dir)
  if (problem !== null) warnOnce(problem)
}

/** A build loads the configuration in several processes, each a child of the previous one. */
function warnOnce(text: string): void {
  const mark = 'WEBIO_NEXT_WARNED'
  if (process.env[mark] === text) return
  process.env[mark] = text
  warn(text)
}

/**
 * Next reads the file only from the parent of the folder of pages.
 * @returns the problem, or null
 */
function instrumentationProblem(dir: string): string | null {
  const [right, wrong] = usesSrc(dir) ? ['src', ''] : ['', 'src']
  if (hasInstrumentation(join(dir, right))) return null
  return hasInstrumentation(join(dir, wrong)) ? misplacedInstrumentation(right) : NO_INSTRUMENTATION
}

/** A site with pages in src/ keeps all related files there. */
function usesSrc(dir: string): boolean {
  const has = (folder: string): boolean => existsSync(join(dir, folder))
  return !has('app') && !has('pages') && (has('src/app') || has('src/pages'))
}

function hasInstrumentation(folder: string): boolean {
  return ['ts', 'js', 'mts', 'mjs', 'tsx', 'jsx']
    .map((end) => join(folder, `instrumentation.${end}`))
    .some(
      (file) => existsSync(file) && readFileSync(file, 'utf8').includes('@webio/next-plugin/instrumentation'),
    )
}
