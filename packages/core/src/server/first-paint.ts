import type { IncomingMessage } from 'node:http'
import { HandshakeRefusal } from '../engine/host/session-host'
import type { SessionHost } from '../engine/host/session-host'
import { INDEX_APP } from '../engine/tasks/applications'
import type { FirstPaint } from '../protocol/first-paint'
import type { Json, JsonObject, JsonObjectShape, JsonShape } from '../protocol/json'
import { PROTOCOL_VERSION } from '../protocol/version'
import type { FetchClient } from './fetch'
import { ConnectionInfo } from './info/connection-info'
import type { Sender } from './info/request-facts'
import { addressOf, senderOf, senderOfRequest } from './info/request-facts'
import type { ApplicationSource } from './options/admission'
import { admit } from './options/admission'
import type { Settings } from './options/options'
import type { RequestPolicy } from './options/request-policy'

/** The session that a document shows, and its visitor. */
export interface FirstPaintOptions<Params = JsonObject, Auth = Json> {
  /** The request for the document. Its headers are passed to `authorize` and `info.request`. */
  readonly request: Request | IncomingMessage
  /** Facts about the sender of a `Request`, as for `fetch`. */
  readonly client?: FetchClient
  /** Name of the application. @default 'index' */
  readonly app?: string
  /** The parameters of the task. @default {} */
  readonly params?: JsonObject | JsonObjectShape<Params>
  /** Passed to `authorize`. Give the same value to `<WebIOApp auth>`. */
  readonly auth?: Json | JsonShape<Auth>
  /** How many seconds the document waits for the task to show something. @default 1 */
  readonly wait?: number
}

const WAIT_SECONDS = 1
const LONGEST_WAIT_SECONDS = 60

/** Creates the `firstPaint` function of a handler. */
export function firstPainter(
  host: SessionHost,
  settings: Settings,
  policy: RequestPolicy,
  source: ApplicationSource,
): (options: FirstPaintOptions) => Promise<FirstPaint | null> {
  return async ({ request, client, app = INDEX_APP, params = {}, auth, wait = WAIT_SECONDS }) => {
    if (!(wait >= 0 && wait <= LONGEST_WAIT_SECONDS))
      throw new RangeError(`firstPaint: wait must be a number of seconds from 0 to ${LONGEST_WAIT_SECONDS}.`)
    const handshake = host.parse({
      protocol: PROTOCOL_VERSION,
      app,
      params,
      ...(auth !== undefined && { auth }),
    })
    const sender = request instanceof Request ? senderOfRequest(request, client) : senderOf(request)
    if (policy.forDocument(sender)) return null
    const { trustProxy } = settings
    const url = urlOf(request)
    const asked = { url, headers: sender.headers, auth, ip: addressOf(sender, trustProxy), app, params }
    const verdict = await admit(asked, app, source, settings)
    if (!verdict.allowed) return null
    const info = ConnectionInfo.of({
      url,
      sender: own(sender),
      protocol: 'document',
      trustProxy,
      user: verdict.user,
    })
    try {
      return await host.paint(handshake, info, wait * 1000)
    } catch (error) {
      if (!(error instanceof HandshakeRefusal)) throw error
      settings.refusals.warn(`[webio] gave a document no first paint: ${error.code} (${error.message})`)
      return null
    }
  }
}

function urlOf({ url = '' }: Request | IncomingMessage): string {
  if (!URL.canParse(url)) return url
  const { pathname, search } = new URL(url)
  return pathname + search
}

/** A session may be long: it keeps only the headers of the request. */
function own({ headers, peer }: Sender): Sender {
  return { headers, peer }
}
