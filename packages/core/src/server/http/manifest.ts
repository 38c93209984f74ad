import type { AppConfig } from '../options/app-config'

/** A manifest lies with our files, one folder below the page, and its URLs are relative to itself. */
const TO_PAGE = '../'

/** The page's icon as a manifest names it: its URL, and its type where it is ours. */
export interface ManifestIcon {
  readonly src: string
  readonly type?: string
}

/**
 * The web-app manifest of an application, as text; null where its `config` wants none. Members that `config` gives win.
 * @param title of the page
 * @param ownIcon our icon, as the manifest reaches it
 */
export function manifestOf(
  name: string,
  title: string,
  config: AppConfig,
  ownIcon: ManifestIcon,
): string | null {
  const { manifest = true, description, favicon } = config
  if (manifest === false) return null
  const {
    icon = favicon,
    start_url = `?app=${encodeURIComponent(name)}`,
    ...members
  } = manifest === true ? {} : manifest
  return JSON.stringify({
    name: title,
    ...(description !== undefined && { description }),
    display: 'standalone',
    background_color: '#ffffff',
    icons: [{ sizes: 'any', ...(icon === undefined ? ownIcon : { src: fromPage(icon) }) }],
    ...members,
    start_url: fromPage(String(start_url)),
  })
}

/** A URL that is relative to the page, relative to the manifest. */
function fromPage(url: string): string {
  return url.startsWith('/') || URL.canParse(url) ? url : TO_PAGE + url
}
