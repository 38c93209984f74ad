import { createHash } from 'node:crypto'
import type { NextConfig } from 'next'
import { WebIOConfigError } from '../messages'
import type { Settings } from './settings'
import { encodeSettings, SETTINGS_VARIABLE } from './settings'

/** Packages that Node's `require` loads: the engine, of which a process needs a single copy, and a WebSocket library that bundlers cannot handle. */
const EXTERNAL = ['@webio/core', 'socket.io', 'engine.io']

/** The package that Next must bundle, because only then does Next write the settings into it. */
const BUNDLED = '@webio/next-plugin'

const BEFORE = 'Set it to a path such as "/webio"'

/** Validates the route and normalizes it to one leading slash and no final slash. */
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
export function settingsFor(config: NextConfig, route: string, dir: string): Settings {
  return {
    basePath: config.basePath ?? '',
    route,
    trailingSlash: config.trailingSlash ?? false,
    standalone: config.output === 'standalone',
    // Not the folder itself: the settings are in files that others may see.
    site: createHash('sha256').update(dir).digest('base64url').slice(0, 12),
    distDir: config.distDir ?? '.next',
  }
}

/** Adds the plugin's settings to a site's configuration. The site's own settings stay unchanged. */
export function mergeNextConfig(config: NextConfig, settings: Settings): NextConfig {
  if (config.serverExternalPackages?.includes(BUNDLED)) {
    throw new WebIOConfigError(
      `remove "${BUNDLED}" from serverExternalPackages: Next must bundle it to give it its settings.`,
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
