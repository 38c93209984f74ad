import { fillMessage } from './fill-message'

/**
 * Ids of the texts in `FIRST_MESSAGES`.
 * @example const id: FirstMessageId = 'retry'
 */
export type FirstMessageId = keyof typeof FIRST_MESSAGES

/**
 * The built-in texts in English that a page may show before it has loaded the code of outputs and forms: about its connection, and about the end of
 * its session.
 * @example FIRST_MESSAGES.retry // 'Try again'
 */
export const FIRST_MESSAGES = {
  new_output: 'New output',
  new_outputs: '{0} new outputs',
  internal_error: 'An internal error occurred in the application',
  too_busy: 'The application is still busy with earlier requests. Please try again in a moment.',
  connecting: 'Connecting…',
  reconnecting: 'Connection lost. Reconnecting…',
  restarting: 'The server is restarting…',
  connect_fail: 'Failed to connect to the server.',
  session_gone: 'This session has ended.',
  session_lost: 'The server was restarted, and this session could not be continued.',
  session_expired: 'This session has expired.',
  server_stopped: 'The server was shut down, and this session has ended.',
  start_anew: 'Start again',
  taken_over: 'This session was opened in another window.',
  not_shared: 'This session is no longer shared with you.',
  unauthorized: 'You are not allowed to use this application.',
  app_not_found: 'There is no such application here.',
  server_full: 'The server is full. Please try again later.',
  version_mismatch: 'This page is out of date. Please reload it.',
  bad_handshake: 'The server did not accept this page’s request.',
  site_refused: 'The server does not accept this page’s address. Its log explains how to change that.',
  reload: 'Reload',
  retry: 'Try again',
  answer_too_large: 'This is too large to send: {0}. The limit is {1}.',
  duplicated_scope_name: 'Error: The name of this scope is duplicated with the previous one!',
} as const

/**
 * A reference to one of `FIRST_MESSAGES`, and the values of its placeholders.
 * @example const message: FirstMessageRef = { id: 'connect_fail' }
 */
export interface FirstMessageRef {
  readonly id: FirstMessageId
  readonly args?: readonly (string | number)[]
}

/**
 * The text of one of `FIRST_MESSAGES`, with its placeholders filled.
 * @param texts in another language, or other words. Missing ones are in English
 * @example firstText({ id: 'retry' }) // 'Try again'
 */
export function firstText(
  { id, args }: FirstMessageRef,
  texts: { readonly [Id in FirstMessageId]?: string | undefined } = FIRST_MESSAGES,
): string {
  return fillMessage(texts[id] ?? FIRST_MESSAGES[id], args)
}
