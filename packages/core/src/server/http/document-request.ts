import type { JsonObject } from '../../protocol/json'
import { addressOf, senderOfRequest } from '../info/request-facts'
import type { AuthorizeRequest } from '../options/authorize'
import type { Settings } from '../options/options'
import type { FetchClient } from '../fetch'

/** A request for a document or a file, in the form that `authorize` receives. */
export function documentRequest(
  request: Request,
  client: FetchClient | undefined,
  { trustProxy }: Pick<Settings, 'trustProxy'>,
  { app, params = {} }: { readonly app?: string | undefined; readonly params?: JsonObject } = {},
): AuthorizeRequest {
  const { pathname, search } = new URL(request.url)
  const sender = senderOfRequest(request, client)
  return {
    url: pathname + search,
    headers: sender.headers,
    auth: undefined,
    ip: addressOf(sender, trustProxy),
    app,
    params,
  }
}
