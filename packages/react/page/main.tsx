import { createRoot } from 'react-dom/client'
import { InternalsContext } from '../src/context/internals'
import { WebIOApp } from '../src/webio-app'
import type { Theme, WebIOAppProps } from '../src/props'
import { exposeSession } from './expose-session'

/** The configuration that the server writes into the page, as JSON in the element `webio-page`. */
interface PageConfig {
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

/** The server has read this parameter, and passed it on in `endpoint`. */
const ENDPOINT_PARAMETER = 'webio_endpoint'

/** The id of a session that somebody has shared follows. What is behind # reaches no server. */
const SHARED = '#session='

const STAND_ALONE = { isStandAlone: true, onSession: exposeSession }

function start({ endpoint, app = 'index', title, theme = 'auto', transports }: PageConfig): void {
  const query = new URLSearchParams(location.search)
  query.delete(ENDPOINT_PARAMETER)
  const { app: named = app, ...params } = Object.fromEntries(query)
  const shared = location.hash.startsWith(SHARED) ? location.hash.slice(SHARED.length) : undefined
  // Another link in the same tab is another session: the address differs after # alone, which loads nothing.
  addEventListener('hashchange', () => location.hash.startsWith(SHARED) && location.reload())
  if (title !== undefined) document.title = title
  // The page is in the visitor's language.
  document.documentElement.lang = navigator.language
  const root = document.body.appendChild(document.createElement('main'))
  createRoot(root).render(
    <InternalsContext value={STAND_ALONE}>
      <WebIOApp
        className="webio-page"
        // The URL of a handler at the root of its host is empty.
        endpoint={endpoint || '/'}
        {...(shared === undefined ? { app: named } : { session: shared })}
        params={params}
        theme={theme}
        transports={transports}
      />
    </InternalsContext>,
  )
}

const config = document.getElementById('webio-page')?.textContent
// Another site's page has no configuration: it uses the element of embed.tsx.
if (config) start(JSON.parse(config) as PageConfig)
