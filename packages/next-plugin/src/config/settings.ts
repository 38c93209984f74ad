/** Settings that the plugin determines at configuration time and needs at run time. */
export interface Settings {
  /** Next's `basePath`; empty if there is none. */
  readonly basePath: string
  /** The path of the page, below `basePath`: `/webio`. */
  readonly route: string
  /** Whether Next redirects `/webio` to `/webio/`. */
  readonly trailingSlash: boolean
  /** Whether `output` is `'standalone'`: then the configuration does not run when the server starts. */
  readonly standalone: boolean
  /** Distinguishes this site from others in one process. */
  readonly site: string
  /** Next's `distDir`: where it builds to, below the folder of the site. */
  readonly distDir: string
}

/** The name of the environment variable with the settings. Next writes its value into every file that it bundles. */
export const SETTINGS_VARIABLE = 'WEBIO_NEXT_SETTINGS'

const DEFAULTS: Settings = {
  basePath: '',
  route: '/webio',
  trailingSlash: false,
  standalone: false,
  site: '',
  distDir: '.next',
}

export const encodeSettings = (settings: Settings): string => JSON.stringify(settings)

/** The settings of this site; the defaults if `withWebIO` is not in its configuration. */
export function readSettings(): Settings {
  // Next replaces exactly this expression.
  const text = process.env.WEBIO_NEXT_SETTINGS
  return text ? { ...DEFAULTS, ...(JSON.parse(text) as Partial<Settings>) } : DEFAULTS
}

/** The path of the page for browsers, without a final slash. */
export const pathOf = ({ basePath, route }: Settings): string => basePath + route

/** The same, in the form for which Next does not redirect. */
export const pagePathOf = (settings: Settings): string =>
  pathOf(settings) + (settings.trailingSlash ? '/' : '')

/** The path at which other nodes of a cluster open their links. */
export const linkPathOf = (settings: Settings): string => `${pathOf(settings)}/-/node`

/** The path of the socket, without a final slash. */
export const socketPathOf = (settings: Settings): string => `${pathOf(settings)}/io`
