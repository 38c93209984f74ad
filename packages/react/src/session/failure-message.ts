import type { FirstMessageId, FirstMessageRef, PageFailureCode } from '@webio/core/protocol'

const TEXTS: { readonly [Code in PageFailureCode]: FirstMessageId } = {
  version_mismatch: 'version_mismatch',
  bad_handshake: 'bad_handshake',
  app_not_found: 'app_not_found',
  unauthorized: 'unauthorized',
  server_full: 'server_full',
  session_gone: 'session_gone',
  session_lost: 'session_lost',
  origin_refused: 'site_refused',
  host_refused: 'site_refused',
  taken_over: 'taken_over',
  not_shared: 'not_shared',
  bad_message: 'internal_error',
  event_gap: 'internal_error',
}

/** The message for a person if a page is not connected and will not reconnect by itself. */
export function failureMessage(code: PageFailureCode): FirstMessageRef {
  return { id: TEXTS[code] }
}
