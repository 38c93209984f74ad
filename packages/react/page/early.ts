import { earlyConnection } from '../src/session/wire/early-connection'
import { resolveEndpoint } from '../src/session/wire/endpoint'
import { pageConfig } from './page-config'

/**
 * The page's connection. This small module runs while the browser still loads the rest of the page, so the page needs no further round trips when it
 * is loaded. Null in another site's page.
 */
export const connect =
  pageConfig && earlyConnection(resolveEndpoint(pageConfig.endpoint, document.baseURI), pageConfig.transports)
