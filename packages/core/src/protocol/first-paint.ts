import type { JsonObject } from './json'
import type { BatchMessage, WelcomeMessage } from './wire-messages'

/**
 * What a session showed before it had a page: the messages that a page would have received, for the document that shows it. JSON.
 */
export interface FirstPaint {
  /** Name of the application. */
  readonly app: string
  /** The parameters of the task. */
  readonly params: JsonObject
  /** The welcome, then the batches in order. */
  readonly messages: readonly [WelcomeMessage, ...BatchMessage[]]
}
