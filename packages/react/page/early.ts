import { earlyConnection } from '../src/session/wire/early-connection'
import { resolveEndpoint } from '../src/session/wire/endpoint'
import { pageConfig } from './page-config'

const config = pageConfig()

/**
 * The page's connection. This small module runs while the browser still loads the rest of the page, so the page needs no further round trips when it
 * is loaded. Null in another site's page.
 */
export const connect =
  config && earlyConnection(resolveEndpoint(config.endpoint || '/', document.baseURI), config.transports)
