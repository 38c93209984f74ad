import { describe } from '../api/arguments'
import { LONGEST_SECONDS } from './options/rules'

/** Options for closing a handler or a server. */
export interface CloseOptions {
  /** How many seconds to wait for deferred functions. @default 10 */
  readonly timeout?: number | undefined
  /**
   * Another server replaces this one: pages start a new session there as soon as they can connect, instead of reporting that their session has ended
   * (rule R6).
   * @default false
   */
  readonly replaced?: boolean | undefined
}

const DEFAULT_SECONDS = 10

/**
 * The number of seconds for which a close waits. @throws TypeError or RangeError if the timeout is not a valid number of seconds
 */
export function closeSeconds({ timeout = DEFAULT_SECONDS }: CloseOptions = {}): number {
  if (typeof timeout !== 'number')
    throw new TypeError(`close: timeout must be a number of seconds, not ${describe(timeout)}.`)
  if (!(timeout >= 0 && timeout <= LONGEST_SECONDS))
    throw new RangeError(
      `close: timeout must be a number of seconds from 0 to ${LONGEST_SECONDS}, not ${timeout}.`,
    )
  return timeout
}
