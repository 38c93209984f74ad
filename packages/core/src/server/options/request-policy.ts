import type { HandshakeErrorCode } from '../../protocol/error-codes'
import type { Sender } from '../info/request-facts'
import { forwardedOr } from '../info/request-facts'
import { hostPolicy } from './host-policy'
import type { Settings } from './options'
import { originPolicy } from './origin-policy'

/** Why a request is refused before any other check. */
export interface RequestRefusal {
  readonly code: HandshakeErrorCode & ('host_refused' | 'origin_refused')
  /** A sentence for the person, without text from the request. */
  readonly message: string
}

const HOST_REFUSED: RequestRefusal = {
  code: 'host_refused',
  message:
    'This server does not answer to this host name, because its option allowed_hosts does not list it.',
}
const ORIGIN_REFUSED: RequestRefusal = {
  code: 'origin_refused',
  message:
    'This server does not admit pages of this site, because its option allowed_origins does not list it.',
}

/** Decides which requests a handler answers. Refusals are logged. */
export interface RequestPolicy {
  /** Checks a request for a document or another public file. */
  readonly forDocument: (sender: Sender) => RequestRefusal | null
  /** Checks a request for the socket, or for the files of a session. */
  readonly forPage: (sender: Sender) => RequestRefusal | null
}

/** Creates the policy from the options. */
export function requestPolicy(settings: Settings): RequestPolicy {
  const { refusals, trustProxy } = settings
  const answersTo = hostPolicy(settings)
  const letsIn = originPolicy(settings)

  const forDocument = (sender: Sender): RequestRefusal | null => {
    if (answersTo(sender)) return null
    const host = forwardedOr(sender, 'x-forwarded-host', sender.headers.host, trustProxy)
    refusals.warn(
      `[webio] refused the host ${quoted(host)}. If this server has that name, add it to allowed_hosts.`,
    )
    return HOST_REFUSED
  }
  const forPage = (sender: Sender): RequestRefusal | null => {
    const refused = forDocument(sender)
    if (refused || letsIn(sender)) return refused
    const origin = quoted(sender.headers.origin ?? '')
    refusals.warn(
      `[webio] refused a page of the origin ${origin}. If it may use this server, add it to allowed_origins.`,
    )
    return ORIGIN_REFUSED
  }
  return { forDocument, forPage }
}

/** Quotes untrusted text for a log line. */
function quoted(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text)
}
