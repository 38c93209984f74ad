import { createRoot } from 'react-dom/client'
import type { Internals } from '../src/context/internals'
import { InternalsContext } from '../src/context/internals'
import { createOwner } from '../src/create-session'
import { lazyModule } from '../src/lazy-module'
import { soon } from '../src/session/soon'
import { isOwnEndpoint } from '../src/session/wire/endpoint'
import { WebIOApp } from '../src/webio-app'
import { connect } from './early'
import { exposeSession } from './expose-session'
import { loadLaterStyles } from './later-styles'
import type { PageConfig } from './page-config'
import { pageConfig } from './page-config'
import { SHARED, wantedSession } from './wanted-session'

const INTERNALS: Internals = {
  isStandAlone: true,
  onSession: exposeSession,
  ...(connect && { connect }),
  parts: [{ code: lazyModule(loadLaterStyles), of: ['outputs', 'fields'] }],
}

function start(config: PageConfig): void {
  const { endpoint, title, theme = 'auto', transports } = config
  const { app, params, shared } = wantedSession(config)
  // Another link in the same tab is another session: the address differs after # alone, which loads nothing.
  addEventListener('hashchange', () => location.hash.startsWith(SHARED) && location.reload())
  if (title !== undefined) document.title = title
  // The page is in the visitor's language.
  document.documentElement.lang = navigator.language
  const session = createOwner(
    { endpoint, ...(shared === undefined ? { app } : { session: shared }), params, transports },
    INTERNALS,
    { isIndependent: true, policy: () => ({ allowScripts: isOwnEndpoint(endpoint) }) },
  )
  // The server answers while React draws the page for the first time.
  session.attach(() => {})
  const root = document.body.appendChild(document.createElement('main'))
  // Messages that have arrived meanwhile come first, so that the first render shows them.
  soon(() =>
    createRoot(root).render(
      <InternalsContext value={INTERNALS}>
        <WebIOApp className="webio-page" session={session} theme={theme} />
      </InternalsContext>,
    ),
  )
}

if (pageConfig) start(pageConfig)
