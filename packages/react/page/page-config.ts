import type { Theme, WebIOAppProps } from '../src/props'

/** The configuration that the server writes into the page, as JSON in the element `webio-page`. */
export interface PageConfig {
  /** The URL of the handler: relative to the page, or on another host. */
  readonly endpoint: string
  /** The application if the page's URL names none. */
  readonly app?: string
  /** The document's title until the task sets one. */
  readonly title?: string
  readonly theme?: Exclude<Theme, object>
  /** The only transports that the server accepts. */
  readonly transports?: WebIOAppProps['transports']
}

/** The page's configuration; null in another site's page, which uses the element of embed.tsx. */
export const pageConfig = readConfig()

function readConfig(): PageConfig | null {
  const json = document.getElementById('webio-page')?.textContent
  if (!json) return null
  const config = JSON.parse(json) as PageConfig
  // The URL of a handler at the root of its host is empty.
  return { ...config, endpoint: config.endpoint || '/' }
}
