import { checkArgument } from '../api/arguments'
import { SECONDS } from './options/rules'

/** Options for closing a handler or a server. */
export interface CloseOptions {
  /** How many seconds to wait for deferred functions. @default 10 */
  readonly timeout?: number | undefined
  /**
   * How many seconds sessions may continue before they end. Meanwhile `/-/ready` answers 503, new pages are refused, and pages that lost their
   * connection may come back. The wait ends as soon as no task runs or waits in any session.
   * @default 0
   */
  readonly drain?: number | undefined
  /**
   * How many seconds durable sessions with `on_new_code: 'keep'` may continue in this process, if that is longer than `drain`. Other processes get new
   * sessions. The wait ends as soon as no such session is left. Sessions that are left after it continue elsewhere, as with `replay`.
   * @default drain
   */
  readonly keep?: number | undefined
  /**
   * Another server replaces this one: pages start a new session there as soon as they can connect, instead of reporting that their session has ended
   * (rule R6).
   * @default false
   */
  readonly replaced?: boolean | undefined
}

/** The options of a close, with a callback for `webio --workers`. */
export interface ClosingOptions extends CloseOptions {
  /** Called once if only sessions with `on_new_code: 'keep'` are left. */
  readonly onStay?: (() => void) | undefined
}

const DEFAULT_SECONDS = 10

/** The maximum duration of the parts of a close, in seconds. */
export interface CloseSeconds {
  readonly timeout: number
  readonly drain: number
  readonly keep: number
}

/**
 * Checks the durations of a close.
 * @throws TypeError or RangeError if one is not a number of seconds
 */
export function closeSeconds({
  timeout = DEFAULT_SECONDS,
  drain = 0,
  keep = drain,
}: CloseOptions = {}): CloseSeconds {
  checkSeconds('timeout', timeout)
  checkSeconds('drain', drain)
  checkSeconds('keep', keep)
  return { timeout, drain, keep }
}

function checkSeconds(name: string, value: unknown): void {
  checkArgument('close', name, value, SECONDS)
}
