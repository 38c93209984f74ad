/** What the plugin settles at configuration time and needs at run time. */
export interface Settings {
  /** Next's `basePath`; empty where there is none. */
  readonly basePath: string
  /** Where the page is below it: `/webio`. */
  readonly route: string
  /** Next answers `/webio` by a redirect to `/webio/`. */
  readonly trailingSlash: boolean
  /** `output: 'standalone'`: the configuration does not run when the server starts. */
  readonly standalone: boolean
}

/** The name under which the settings travel. Next writes their value into every file that it bundles. */
export const SETTINGS_VARIABLE = 'WEBIO_NEXT_SETTINGS'

const DEFAULTS: Settings = { basePath: '', route: '/webio', trailingSlash: false, standalone: false }

export const encodeSettings = (settings: Settings): string => JSON.stringify(settings)

/** The settings of this site; the defaults where `withWebIO` is not in its configuration. */
export function readSettings(): Settings {
  // Literally so: this is the expression that Next replaces.
  const text = process.env.WEBIO_NEXT_SETTINGS
  return text ? { ...DEFAULTS, ...(JSON.parse(text) as Partial<Settings>) } : DEFAULTS
}

/** Where a browser finds the page, without a final slash. */
export const pathOf = ({ basePath, route }: Settings): string => basePath + route

/** The same in the form that Next answers without a redirect. */
export const pagePathOf = (settings: Settings): string =>
  pathOf(settings) + (settings.trailingSlash ? '/' : '')

/** Where the socket is, without a final slash. */
export const socketPathOf = (settings: Settings): string => `${pathOf(settings)}/io`
