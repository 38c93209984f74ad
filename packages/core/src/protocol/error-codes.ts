/** Why a handshake was refused (docs/protocol.md, section 3). */
export type HandshakeErrorCode =
  | 'version_mismatch'
  | 'bad_handshake'
  | 'app_not_found'
  | 'unauthorized'
  | 'server_full'
  | 'session_gone'
  | 'session_lost'
  | 'origin_refused'
  | 'host_refused'

/**
 * Why the server closed a connection.
 * @example const isTakenOver = (code: ConnectionErrorCode) => code === 'taken_over'
 */
export type ConnectionErrorCode = 'taken_over' | 'bad_message' | 'event_gap' | 'not_shared'

/**
 * Why an event was refused. A refused event changes nothing.
 * @example const isGone = (code: EventErrorCode) => code === 'no_such_form' || code === 'no_such_output'
 */
export type EventErrorCode =
  | 'no_such_form'
  | 'no_such_field'
  | 'no_such_output'
  | 'no_such_callback'
  | 'no_such_row'
  | 'no_such_script'
  | 'callback_disabled'
  | 'bad_value'
  | 'form_busy'
  | 'not_cancelable'
  | 'not_closable'
  | 'not_watched'
  | 'not_searched'
  | 'no_such_upload'
  | 'bad_file'
  | 'message_too_large'
  | 'too_much_uploaded'
  | 'disk_full'
  | 'too_busy'
  | 'not_driver'

/**
 * Errors that are reported to the embedding page in `onError`.
 * @example const isFailure = (code: NoticeCode) => code === 'task_failed'
 */
export type NoticeCode = 'task_failed'

/**
 * Every code of the protocol (docs/protocol.md, section 8).
 * @example const texts: Partial<Record<ErrorCode, string>> = { server_full: 'Come back later.' }
 */
export type ErrorCode = HandshakeErrorCode | ConnectionErrorCode | EventErrorCode | NoticeCode

const HANDSHAKE_ERROR_CODES: ReadonlySet<string> = new Set<HandshakeErrorCode>([
  'version_mismatch',
  'bad_handshake',
  'app_not_found',
  'unauthorized',
  'server_full',
  'session_gone',
  'session_lost',
  'origin_refused',
  'host_refused',
])

/**
 * Whether `code` is one with which a server refuses a handshake.
 * @example isHandshakeErrorCode('server_full') // true: another attempt would be refused, too
 */
export function isHandshakeErrorCode(code: unknown): code is HandshakeErrorCode {
  return typeof code === 'string' && HANDSHAKE_ERROR_CODES.has(code)
}
