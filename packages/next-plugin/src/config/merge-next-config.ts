import type { NextConfig } from 'next'
import { WebIOConfigError } from '../messages'
import type { Settings } from './settings'
import { encodeSettings, SETTINGS_VARIABLE } from './settings'

/** Left to Node's own `require`: one copy of the engine per process, and a WebSocket library that bundlers do not like. */
const EXTERNAL = ['@webio/core', 'socket.io', 'engine.io']

/** Bundled, since Next writes the settings into it only then. */
const BUNDLED = '@webio/next-plugin'

const BEFORE = 'Set it to a path such as "/webio"'

/** Refuses what cannot work, and gives the route its one form: a slash in front, none behind. */
export function checkedRoute(route: string): string {
  const trimmed = route.replace(/(?<!\/)\/+$/, '')
  if (!trimmed.startsWith('/'))
    throw new WebIOConfigError(`the option route is ${JSON.stringify(route)}. ${BEFORE}.`)
  if (!/^(\/[\w.~-]+)+$/.test(trimmed) || /\/_|\/\./.test(trimmed)) {
    throw new WebIOConfigError(
      `the option route is ${JSON.stringify(route)}. ${BEFORE}: letters, digits, "-", no placeholders, no "_" or "." at the start.`,
    )
  }
  return trimmed
}

/** The part of the configuration that is needed again when the server runs. */
export function settingsFor(config: NextConfig, route: string): Settings {
  return {
    basePath: config.basePath ?? '',
    route,
    trailingSlash: config.trailingSlash ?? false,
    standalone: config.output === 'standalone',
  }
}

/** Adds what the plugin needs to a site's configuration. Everything that the site set stays as it is. */
export function mergeNextConfig(config: NextConfig, settings: Settings): NextConfig {
  if (config.serverExternalPackages?.includes(BUNDLED)) {
    throw new WebIOConfigError(
      `take "${BUNDLED}" out of serverExternalPackages: Next must bundle it to give it its settings.`,
    )
  }
  const transpiled = new Set(config.transpilePackages)
  return {
    ...config,
    env: { ...config.env, [SETTINGS_VARIABLE]: encodeSettings(settings) },
    serverExternalPackages: [
      ...new Set([
        ...(config.serverExternalPackages ?? []),
        ...EXTERNAL.filter((name) => !transpiled.has(name)),
      ]),
    ],
  }
}
