import type { AppConfig } from '../options/app-config'

/** A manifest is in the folder of our files, one level below the page, and its URLs are relative to itself. */
const TO_PAGE = '../'

/** The page's icon in a manifest: its URL, and its type if it is WebIO's icon. */
export interface ManifestIcon {
  readonly src: string
  readonly type?: string
}

/**
 * The web-app manifest of an application, as text; null if `config` turns it off. Members set by `config` take precedence.
 * @param title the title of the page
 * @param ownIcon the URL of WebIO's icon, relative to the manifest
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

/** Turns a URL relative to the page into one relative to the manifest. */
function fromPage(url: string): string {
  return url.startsWith('/') || URL.canParse(url) ? url : TO_PAGE + url
}
