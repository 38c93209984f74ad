import type { HandshakeErrorCode } from '../../protocol/error-codes'
import type { Sender } from '../info/request-facts'
import { forwardedOr } from '../info/request-facts'
import { hostPolicy } from './host-policy'
import type { Settings } from './options'
import { originPolicy } from './origin-policy'

/** Why a request is refused before anything else is looked at. */
export interface RequestRefusal {
  readonly code: HandshakeErrorCode & ('host_refused' | 'origin_refused')
  /** A sentence for the person who meets it, without what the request said. */
  readonly message: string
}

const HOST_REFUSED: RequestRefusal = {
  code: 'host_refused',
  message: 'This server is not known by this name: its option allowed_hosts does not name it.',
}
const ORIGIN_REFUSED: RequestRefusal = {
  code: 'origin_refused',
  message: 'This server lets no page of this site in: its option allowed_origins does not name it.',
}

/** Which requests a handler answers at all. What it refuses is logged. */
export interface RequestPolicy {
  /** Judges a request for a document or another file that anybody may see. */
  readonly forDocument: (sender: Sender) => RequestRefusal | null
  /** Judges a request for the socket, or for the files of a session. */
  readonly forPage: (sender: Sender) => RequestRefusal | null
}

/** Makes the policy that options ask for. */
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

/** What a stranger wrote, for a log line. */
function quoted(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text)
}
